using MsiEncap.Contracts;

namespace MsiEncap.Samples.Rejected.Rules;

/// <summary>What a queue of the Acme device tells its irq domain.</summary>
[MsiCookieContract("acme,queue")]
[CookieField("Queue", Bits = 16, Summary = "The number of the queue.")]
internal readonly partial struct AcmeCookie;
