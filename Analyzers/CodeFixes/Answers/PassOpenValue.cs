namespace MsiEncap.CodeFixes.Answers;

/// <summary>
/// Where a restricted value is passed to a call, an overload takes an open one in its place, and the code has just one such value at hand,
/// passes that: <c>device.AllocateImsIrq(domain, cookie)</c> becomes <c>device.AllocateImsIrq(domainId, cookie)</c>,
/// <c>device.Show(irqData)</c> becomes <c>device.Show(map.Virq)</c>.
/// </summary>
internal sealed class PassOpenValue : Answer
{
    /// <inheritdoc/>
    public override Task<Rewrite?> FindAsync(TouchPlace place, CancellationToken cancellationToken) => Task.FromResult(
        PassedArgument.At(place.Node) is { } argument && OpenValue.InPlaceOf(argument, place.Model, cancellationToken) is { } value
            ? new Rewrite($"Pass '{value}' instead of the restricted value").Replace(place.Document, argument.Expression.Span, value)
            : null);
}
