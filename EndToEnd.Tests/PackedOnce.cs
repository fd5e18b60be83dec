using Xunit;

namespace MsiEncap.EndToEnd.Tests;

/// <summary>The tests that use the package, which is packed once for all of them.</summary>
[CollectionDefinition(Name)]
public sealed class PackedOnce : ICollectionFixture<PackageFixture>
{
    public const string Name = "Package";
}
