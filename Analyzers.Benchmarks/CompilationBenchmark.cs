using Microsoft.CodeAnalysis.CSharp;
using MsiEncap.Benchmarks.Harness;

namespace MsiEncap.Analyzers.Benchmarks;

/// <summary>Compiles large sources with our rules and with RS0030 over the same types; and what neither costs is measured along.</summary>
internal sealed class CompilationBenchmark(int lines) : IBenchmark
{
    private const int Many = 400;
    private const int Few = 10;

    public string Name => "compilation";

    // Printed as they come: each takes a minute or more.
    public IEnumerable<Row> Run(Paired paired) => Compare(paired, Many, touched: true, Budget.AtMost(1.0), Budget.AtMost(1.0))
        .Concat(Compare(paired, Few, touched: true, Budget.AtMost(0.7), Budget.AtMost(1.0)))
        .Concat(Compare(paired, Few, touched: false, Budget.AtMost(0.7), null))
        .Concat(Others(paired));

    private IEnumerable<Row> Others(Paired paired)
    {
        yield return Beside(paired, "runtime referenced, not used: processor time, to an empty analyzer", 0, Contestant.Ours, Contestant.Empty);
        yield return Beside(paired, $"{Few} types: processor time, to no analyzer at all", Few, Contestant.Ours, null);
    }

    private IEnumerable<Row> Compare(Paired paired, int types, bool touched, Budget analyzers, Budget? processors)
    {
        CSharpCompilation compilation = Drivers.Compile(lines, types, touched);
        Contestant peer = Contestant.Rs0030(types);
        Warm(compilation, Contestant.Ours, peer);
        var ours = new List<Sample>();
        var theirs = new List<Sample>();
        PairedResult own = paired.Measure(
            () => Taken(ours, Sample.Take(compilation, Contestant.Ours)),
            () => Taken(theirs, Sample.Take(compilation, peer)));
        string what = touched ? $"{types} types" : $"{types} types, none used";
        PairedResult whole = new(
            new Spread(ours.Select(sample => sample.Processors)),
            new Spread(theirs.Select(sample => sample.Processors)),
            new Spread(ours.Zip(theirs, static (one, other) => one.Processors / other.Processors)));
        yield return Row.OfMilliseconds($"{what}: analyzers' own time, to RS0030", own, analyzers);
        yield return Row.OfMilliseconds($"{what}: processor time of the compilation", whole, processors);
    }

    private Row Beside(Paired paired, string what, int types, Contestant subject, Contestant? peer)
    {
        CSharpCompilation compilation = Drivers.Compile(lines, types);
        Warm(compilation, subject, peer);
        return Row.OfMilliseconds(
            what,
            paired.Measure(() => Sample.Take(compilation, subject).Processors, () => Sample.Take(compilation, peer).Processors));
    }

    // Compiled code and the metadata of the references are shared by all samples; the first pays for them.
    private static void Warm(CSharpCompilation compilation, Contestant subject, Contestant? peer)
    {
        Sample one = Sample.Take(compilation, subject);
        Sample other = Sample.Take(compilation, peer);
        if (peer is { Analyzers: not [EmptyAnalyzer] } && (one.Found == 0) != (other.Found == 0))
        {
            throw new InvalidOperationException($"Of the two, one found {one.Found} touches and the other {other.Found}; they are not looking at the same thing.");
        }
    }

    private static double Taken(List<Sample> samples, Sample sample)
    {
        samples.Add(sample);
        return sample.Analyzers;
    }
}
