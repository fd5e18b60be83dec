namespace MsiEncap.Generators;

/// <summary>The names of the pipeline's steps, for tests that ask which of them ran.</summary>
public static class TrackingNames
{
    /// <summary>Each declaration with the contract attribute, with its cookie or without one.</summary>
    public const string Declarations = nameof(Declarations);

    /// <summary>All of them together.</summary>
    public const string AllDeclarations = nameof(AllDeclarations);

    /// <summary>Each generated file, with its cookies.</summary>
    public const string Files = nameof(Files);

    /// <summary>The contracts of references whose cookies the code names, or makes where it allocates.</summary>
    public const string Builds = nameof(Builds);
}
