using System.Globalization;
using Microsoft.CodeAnalysis;
using MsiEncap.Benchmarks.Harness;

namespace MsiEncap.Generators.Benchmarks;

/// <summary>One edit in a file that has nothing to do with contracts, as most are.</summary>
internal sealed class KeystrokeBenchmark : IBenchmark
{
    private const int Contracts = 1_000;
    private const int ManyContracts = 4_000;
    private const int WarmUps = 12;

    private static ISourceGenerator Ours => new CookieGenerator().AsSourceGenerator();

    public string Name => "keystroke";

    public IEnumerable<Row> Run(Paired paired)
    {
        Project ours = new(Ours, Inputs.Contracts(Contracts));
        foreach (Row row in Compare(
            paired, "1,000 contracts, to the floor", ours, new(new FloorGenerator().AsSourceGenerator(), Inputs.Contracts(Contracts)), Budget.AtMost(1.15), Budget.AtMost(1.5)))
        {
            yield return row;
        }

        foreach (Row row in Compare(paired, "4,000 contracts, to 1,000", new(Ours, Inputs.Contracts(ManyContracts)), ours, Budget.AtMost(4.2), Budget.AtMost(4.2)))
        {
            yield return row;
        }

        foreach (Row row in Compare(
            paired,
            "the floor: 4,000 contracts, to 1,000",
            new(new FloorGenerator().AsSourceGenerator(), Inputs.Contracts(ManyContracts)),
            new(new FloorGenerator().AsSourceGenerator(), Inputs.Contracts(Contracts)),
            null,
            null))
        {
            yield return row;
        }

        foreach (Row row in Compare(paired, "1,000 contracts, to 1,000 JsonSerializerContexts", ours, new(Peers.Json, Inputs.JsonContexts(Contracts)), null, null))
        {
            yield return row;
        }

        foreach (Row row in Compare(paired, "1,000 contracts, to 1,000 LibraryImports", ours, new(Peers.PlatformCalls, Inputs.PlatformCalls(Contracts)), null, null))
        {
            yield return row;
        }
    }

    private static IEnumerable<Row> Compare(Paired paired, string what, Project subject, Project peer, Budget? allocation, Budget? processor)
    {
        for (int i = 0; i < WarmUps; i++)
        {
            _ = subject.Edit();
            _ = peer.Edit();
        }

        List<(double Processor, double Bytes)> ours = [];
        List<(double Processor, double Bytes)> theirs = [];
        PairedResult time = paired.Measure(() => Taken(ours, subject.Edit()), () => Taken(theirs, peer.Edit()));
        PairedResult bytes = new(
            new Spread(ours.Select(sample => sample.Bytes)),
            new Spread(theirs.Select(sample => sample.Bytes)),
            new Spread(ours.Zip(theirs, static (one, other) => one.Bytes / other.Bytes)));
        yield return new Row(what + ": allocation", Kilobytes(bytes.Subject), Kilobytes(bytes.Peer), bytes.Ratio, allocation);
        yield return Row.OfMilliseconds(what + ": processor time", time, processor);
    }

    private static string Kilobytes(Spread bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes.Median / 1024:0} kB");

    private static double Taken(List<(double Processor, double Bytes)> samples, (double Processor, double Bytes) sample)
    {
        samples.Add(sample);
        return sample.Processor;
    }
}
