namespace MsiEncap.Runtime.Tests.Failures;

/// <summary>How much a snapshot shows.</summary>
internal enum Shown
{
    /// <summary>All that can be seen.</summary>
    All,

    /// <summary>All but the messages, which name vectors; an operation that is repeated gets others.</summary>
    AllButMessages,

    /// <summary>What the core knows, not what the device holds.</summary>
    Core,
}
