using System.Runtime.CompilerServices;

namespace MsiEncap.Runtime.Overhaul.Tests;

/// <summary>Puts the overhauled parts in force before the first test makes a core.</summary>
internal static class OverhaulInForce
{
    [ModuleInitializer]
    internal static void Install() => OverhauledParts.Install();
}
