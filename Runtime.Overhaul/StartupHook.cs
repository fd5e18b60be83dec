using MsiEncap.Runtime.Overhaul;

/// <summary>
/// Overhauls the core of a program that knows nothing of it: .NET calls this ahead of the program's own <c>Main</c> if the environment
/// variable <c>DOTNET_STARTUP_HOOKS</c> names this assembly's file. It finds the type by this name, outside of any namespace.
/// </summary>
internal static class StartupHook
{
    public static void Initialize() => OverhauledParts.Install();
}
