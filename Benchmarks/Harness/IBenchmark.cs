namespace MsiEncap.Benchmarks.Harness;

/// <summary>Some rows of the report that are measured together.</summary>
internal interface IBenchmark
{
    /// <summary>What <c>--only</c> selects it by.</summary>
    string Name { get; }

    /// <summary>Measures.</summary>
    IEnumerable<Row> Run(Paired paired);
}
