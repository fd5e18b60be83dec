using System.Globalization;
using System.Text;

namespace MsiEncap.Analyzers.Benchmarks.Sources;

/// <summary>Generates drivers: files of the size and the shapes that people write, the same for the same numbers.</summary>
internal static class DriverSources
{
    private const int ClassesPerFile = 2;
    private const int MethodsPerClass = 12;

    // Who touches what is restricted: one method of so many.
    private const int TouchEvery = 60;

    /// <summary>Files of at least so many lines together.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="restrictedTypes">How many types there are to touch; none are touched if 0.</param>
    public static IReadOnlyList<string> Generate(int lines, int restrictedTypes)
    {
        var random = new Random(1);
        var files = new List<string>();
        for (int total = 0; total < lines;)
        {
            string file = File(files.Count, random, restrictedTypes);
            files.Add(file);
            total += file.Count(c => c == '\n');
        }

        return files;
    }

    private static string File(int number, Random random, int restrictedTypes)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Threading;
            using System.Threading.Tasks;
            using Acme.Hardware;

            namespace Acme.Drivers.Part{{number}};

            """));
        for (int i = 0; i < ClassesPerFile; i++)
        {
            Class(text, $"Driver{number}x{i}", random, restrictedTypes);
        }

        return text.ToString();
    }

    private static void Class(StringBuilder text, string name, Random random, int restrictedTypes)
    {
        int device = random.Next(DriverLibrary.OpenTypes);
        text.Append(CultureInfo.InvariantCulture, $$"""

            /// <summary>Drives a device: its queues, their interrupts and what completes.</summary>
            public sealed class {{name}} : IDisposable
            {
                private readonly Device{{device}} _device;
                private readonly Dictionary<int, Queue{{device}}> _queues = new();
                private readonly List<string> _log = [];
                private readonly Lock _lock = new();
                private int _errors;

                public {{name}}(Device{{device}} device)
                {
                    _device = device ?? throw new ArgumentNullException(nameof(device));
                    _device.Fired += OnFired;
                }

                public string Name => $"{_device.Name}/{_queues.Count}";

                public int Errors { get => _errors; private set => _errors = value < 0 ? 0 : value; }

                public void Dispose() => _device.Fired -= OnFired;

                private void OnFired(int virq)
                {
                    if (_queues.TryGetValue(virq, out Queue{{device}}? queue) && queue.Pending > 0)
                    {
                        queue.Complete(1);
                    }
                }

            """);
        for (int i = 0; i < MethodsPerClass; i++)
        {
            Method(text, i, device, random);
        }

        if (restrictedTypes > 0 && random.Next(TouchEvery / MethodsPerClass) == 0)
        {
            Touch(text, device, random.Next(restrictedTypes));
        }

        text.Append("}\n");
    }

    private static void Method(StringBuilder text, int number, int device, Random random)
    {
        int size = random.Next(2, 64);
        text.Append(FormattableString.Invariant((number % 6) switch
        {
            0 => $$"""

                    /// <summary>Opens the queues that are not open yet.</summary>
                    public int Open{{number}}(int count)
                    {
                        int opened = 0;
                        for (int i = 0; i < count; i++)
                        {
                            if (_queues.ContainsKey(i + {{size}}))
                            {
                                continue;
                            }

                            Queue{{device}} queue = _device.Open(i);
                            queue.Pending = i % {{size}} == 0 ? 1 : 0;
                            _queues.Add(_device.Allocate(new Cookie{{device}}((uint)i, i > {{size}})), queue);
                            opened += queue.Number;
                        }

                        return opened;
                    }

                """,
            1 => $$"""

                    public IReadOnlyDictionary<int, string> Describe{{number}}() => _queues
                        .Where(pair => pair.Value.Pending > {{size}})
                        .OrderByDescending(pair => pair.Value.Pending)
                        .ThenBy(pair => pair.Key)
                        .ToDictionary(pair => pair.Key, pair => $"{pair.Value.Number}: {pair.Value.Pending:N0} of {{size}}");

                """,
            2 => $$"""

                    public async Task<int> Reset{{number}}Async(CancellationToken cancellationToken = default)
                    {
                        var results = new List<int>(_queues.Count);
                        foreach ((int virq, Queue{{device}} queue) in _queues)
                        {
                            cancellationToken.ThrowIfCancellationRequested();
                            int left = await _device.ResetAsync().ConfigureAwait(false);
                            results.Add(left + queue.Pending + virq);
                            await Task.Delay({{size}}, cancellationToken).ConfigureAwait(false);
                        }

                        return results.Count == 0 ? -1 : results.Max();
                    }

                """,
            3 => $$"""

                    public string Classify{{number}}(object? what) => what switch
                    {
                        null => "nothing",
                        int number when number < {{size}} => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        Queue{{device}} { Pending: > 0 } queue => $"busy {queue.Number}",
                        Queue{{device}} => "idle",
                        string { Length: > {{size}} } text => text[..{{size}}],
                        IEnumerable<int> numbers => string.Join(", ", numbers.Take({{size}})),
                        _ => what.GetType().Name,
                    };

                """,
            4 => $$"""

                    public bool TryComplete{{number}}(int virq, out int completed)
                    {
                        completed = 0;
                        lock (_lock)
                        {
                            try
                            {
                                var queue = _queues[virq];
                                foreach (var cookie in queue.Cookies())
                                {
                                    completed += cookie is { Privileged: true, Pasid: var pasid } ? (int)pasid : queue.Complete({{size}});
                                }

                                queue.Completed.AddRange(Enumerable.Range(completed, {{size}}).Select(i => i * 2));
                                return completed > 0;
                            }
                            catch (KeyNotFoundException missing) when (missing.Message.Length > 0)
                            {
                                _log.Add($"{Name}: no queue for {virq} ({missing.Message})");
                                Errors++;
                                return false;
                            }
                        }
                    }

                """,
            _ => $$"""

                    private int Sum{{number}}(ReadOnlySpan<int> values, Func<int, int>? weigh = null)
                    {
                        weigh ??= static value => value;
                        int sum = 0, highest = int.MinValue;
                        for (int i = values.Length - 1; i >= 0; i--)
                        {
                            int value = weigh(values[i]) & 0x{{size:x}};
                            highest = Math.Max(highest, value);
                            sum = checked(sum + value);
                        }

                        (int low, int high) = (Math.Min(sum, highest), Math.Max(sum, highest));
                        return low ^ high;
                    }

                """,
        }));
    }

    // What a review would find: the type named, held and passed on.
    private static void Touch(StringBuilder text, int device, int type) => text.Append(CultureInfo.InvariantCulture, $$"""

            public int Bypass(int hint)
            {
                {{DriverLibrary.Restricted(type)}} domain = {{DriverLibrary.Restricted(type)}}.Create(hint);
                domain.Mask |= _device.Queues;
                return domain.Allocate({{device}});
            }

        """);
}
