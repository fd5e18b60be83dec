namespace MsiEncap.Benchmarks.Harness;

/// <summary>
/// Measures two things in turn, so that whatever else the machine does meets both: a pair is one sample of each, and every other pair
/// starts with the other.
/// </summary>
internal sealed class Paired(int pairs)
{
    /// <summary>How many pairs a measurement has.</summary>
    public int Pairs => pairs;

    /// <summary>Takes the samples; each function returns the cost of one operation in nanoseconds.</summary>
    public PairedResult Measure(Func<double> subject, Func<double> peer)
    {
        var subjects = new double[pairs];
        var peers = new double[pairs];
        for (int pair = 0; pair < pairs; pair++)
        {
            if (pair % 2 == 0)
            {
                subjects[pair] = subject();
                peers[pair] = peer();
            }
            else
            {
                peers[pair] = peer();
                subjects[pair] = subject();
            }
        }

        return new PairedResult(new Spread(subjects), new Spread(peers), new Spread(subjects.Zip(peers, static (one, other) => one / other)));
    }
}
