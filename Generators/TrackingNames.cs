namespace MsiEncap.Generators;

/// <summary>The names of the pipeline's steps, for tests that ask which of them ran.</summary>
public static class TrackingNames
{
    /// <summary>Each declaration with the contract attribute, read into a model or into nothing.</summary>
    public const string Declarations = nameof(Declarations);

    /// <summary>All models together.</summary>
    public const string AllCookies = nameof(AllCookies);

    /// <summary>The file names that more than one cookie would take.</summary>
    public const string NameClashes = nameof(NameClashes);

    /// <summary>Each model with what its file name depends on.</summary>
    public const string Files = nameof(Files);
}
