namespace MsiEncap.Runtime.Tests.Model;

/// <summary>The machine does not do what the model says.</summary>
public sealed class ModelMismatchException : Exception
{
    public ModelMismatchException()
    {
    }

    public ModelMismatchException(string message)
        : base(message)
    {
    }

    public ModelMismatchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public ModelMismatchException(IEnumerable<string> trace, IEnumerable<string> differences)
        : base($"After\n  {string.Join("\n  ", trace)}\n{string.Join('\n', differences)}")
    {
    }
}
