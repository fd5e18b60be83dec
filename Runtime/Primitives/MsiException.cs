namespace MsiEncap;

/// <summary>
/// An <see cref="MsiError"/> as an exception: what the plain calls throw where the <c>Try</c> calls return
/// <see langword="false"/>. A domain's callback throws one to refuse an interrupt.
/// </summary>
public sealed class MsiException : Exception
{
    /// <summary>An error that names no more than its message; for a domain that refuses, <see cref="MsiErrorCode.NotSupported"/>.</summary>
    public MsiException()
        : this(MsiErrorCode.NotSupported, "the irq domain refused the interrupt")
    {
    }

    /// <summary>A refusal with a reason, <see cref="MsiErrorCode.NotSupported"/>.</summary>
    /// <param name="message">The reason.</param>
    public MsiException(string message)
        : this(MsiErrorCode.NotSupported, message)
    {
    }

    /// <summary>A refusal with a reason and its cause, <see cref="MsiErrorCode.NotSupported"/>.</summary>
    /// <param name="message">The reason.</param>
    /// <param name="innerException">The cause.</param>
    public MsiException(string message, Exception? innerException)
        : this(new MsiError(MsiErrorCode.NotSupported, message) { Cause = innerException })
    {
    }

    /// <summary>A refusal by a domain's callback, with the condition that the usage site should see.</summary>
    /// <param name="code">The condition.</param>
    /// <param name="message">What is wrong and what can be done.</param>
    public MsiException(MsiErrorCode code, string message)
        : this(new MsiError(code, message))
    {
    }

    internal MsiException(MsiError error)
        : base(error.ToString(), error.Cause)
    {
        Error = error;
    }

    /// <summary>The error.</summary>
    public MsiError Error { get; }
}
