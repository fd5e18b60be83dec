namespace MsiEncap.Benchmarks.Device;

/// <summary>Eight methods that differ: short, as a handler that notes a completion is.</summary>
internal static class Handlers
{
    private static readonly IrqHandler<BenchQueue>[] s_all =
    [
        static (_, queue) => Add(queue, 1),
        static (_, queue) => Add(queue, 3),
        static (virq, queue) => Add(queue, virq.Number),
        static (_, queue) => Add(queue, queue.Sum & 7),
        static (virq, queue) => Add(queue, virq.Number ^ 5),
        static (_, queue) => Add(queue, 11),
        static (_, queue) => Add(queue, queue.Sum >> 3),
        static (virq, queue) => Add(queue, ~virq.Number),
    ];

    public static int Methods => s_all.Length;

    /// <summary>The handler of an interrupt, if so many methods are used.</summary>
    public static IrqHandler<BenchQueue> Of(int interrupt, int methods) => s_all[interrupt % methods];

    private static IrqReturn Add(BenchQueue queue, long what)
    {
        queue.Sum += what;
        return IrqReturn.Handled;
    }
}
