using MsiEncap.Contracts;

namespace MsiEncap.Samples.Rejected.Rules;

/// <summary>A cookie of more bits than there are: nothing is generated for it, and the reason is told here.</summary>
[MsiCookieContract("acme,wide")]
[CookieField("Address", Bits = 64, Summary = "Where the queue keeps its messages.")]
[CookieField("Queue", Bits = 16, Summary = "The number of the queue.")]
internal readonly partial struct WideCookie;
