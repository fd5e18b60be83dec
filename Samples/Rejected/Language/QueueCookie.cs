using MsiEncap.Contracts;

namespace MsiEncap.Samples.Rejected.Language;

/// <summary>Which queue an interrupt is for.</summary>
[MsiCookieContract("rejected,language")]
[CookieField("Queue", Bits = 16, Summary = "The number of the queue.")]
internal readonly partial struct QueueCookie;
