using System.Runtime.InteropServices;

namespace MsiEncap.Benchmarks.Harness;

/// <summary>
/// Keeps threads that work together on processors of their own: a scheduler that has other things to do may put both on one, and each then
/// waits for the other to be switched off it.
/// </summary>
internal static partial class Processor
{
    /// <summary>Binds the calling thread to one of the processors, if there are two and the system can.</summary>
    public static void Bind(int number)
    {
        if (Environment.ProcessorCount > 1)
        {
            Allow(1UL << number);
        }
    }

    /// <summary>Lets the calling thread, and those that it starts, run anywhere again.</summary>
    public static void Unbind() => Allow(~0UL);

    private static void Allow(ulong processors)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetAffinity(0, sizeof(ulong), in processors);
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAffinity(int thread, nint size, in ulong processors);
}
