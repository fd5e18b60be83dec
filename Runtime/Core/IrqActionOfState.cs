using System.Runtime.CompilerServices;

namespace MsiEncap.Core;

/// <summary>A handler with the state it asked for.</summary>
internal sealed class IrqAction<TState>(string name, IrqFlags flags, IrqHandler<TState> handler, Virq virq, TState state) : IrqAction(name, flags)
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override IrqReturn Run() => handler(virq, state);
}
