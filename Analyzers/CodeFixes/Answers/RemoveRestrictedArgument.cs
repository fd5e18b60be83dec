namespace MsiEncap.CodeFixes.Answers;

/// <summary>
/// Where a restricted value is passed to a call and an overload exists that wants everything but this value, takes the argument
/// away: <c>device.AllocateImsIrq(domain, cookie)</c> becomes <c>device.AllocateImsIrq(cookie)</c>.
/// </summary>
internal sealed class RemoveRestrictedArgument : Answer
{
    /// <inheritdoc/>
    public override Task<Rewrite?> FindAsync(TouchPlace place, CancellationToken cancellationToken) => Task.FromResult(
        PassedArgument.At(place.Node) is { } argument
        && UnrestrictedOverload.CallWithout(argument, place.Model, place.Document.Project.AnalyzerOptions, cancellationToken) is { } call
            ? new Rewrite($"Call '{call.MethodName}' without the restricted argument")
                .Replace(place.Document, call.Old.ArgumentList.FullSpan, call.New.ArgumentList.ToFullString())
            : null);
}
