using MsiEncap.Contracts;

namespace MsiEncap.Samples.Mlx5;

/// <summary>What an mlx5 queue tells the IMS domain: itself, since the message lives in its memory and the device knows it by its object.</summary>
[MsiCookieContract("mellanox,mlx5")]
[CookieReference("Queue", typeof(Mlx5Queue))]
internal readonly partial struct Mlx5Cookie;
