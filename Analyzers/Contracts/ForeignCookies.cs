using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>
/// Finds cookies that are passed to a domain of another contract. It speaks where both contracts are certain: that of the cookie by its
/// type, that of the domain by its type, or because the same code has given it to the device before. What is allocated by an id needs no rule:
/// the id has the type of the cookie.
/// </summary>
/// <param name="contracts">Reads contracts.</param>
/// <param name="blocks">The code of a member.</param>
/// <param name="report">Takes the diagnostics.</param>
internal sealed class ForeignCookies(DeclaredContracts contracts, ImmutableArray<IOperation> blocks, Action<Diagnostic> report)
{
    private CreatedDomains? _created;

    /// <summary>Reports the cookie of an allocation if it is of another contract than the domain.</summary>
    /// <param name="operation">The operation.</param>
    public void Visit(IOperation operation)
    {
        if (operation is not IInvocationOperation { TargetMethod: { TypeArguments: [var passed] } method } call
            || !RuntimeNames.IsDevice(method.ContainingType)
            || RuntimeNames.Argument(call, "cookie") is not { } cookie
            || RuntimeNames.Argument(call, "domainId") is not null
            || contracts.Of(passed) is not { } offered)
        {
            return;
        }

        _created ??= new(contracts, blocks);
        (ITypeSymbol? wanted, string what) = RuntimeNames.Argument(call, "domain") is { } domain
            ? (_created.CookieOf(domain), $"the domain '{Shown(domain)}'")
            : (_created.ContractOf(call), $"the domain that '{Shown(call.Instance)}' was given above");
        if (contracts.Of(wanted) is { } served && !ContractText.Agree(offered, served))
        {
            report(Diagnostic.Create(
                Descriptors.ForeignCookie, cookie.Syntax.GetLocation(), passed.Name, OneLine.Of(ContractText.Of(offered)), what, OneLine.Of(ContractText.Of(served))));
        }
    }

    private static string Shown(IOperation? value) => OneLine.Of(value?.Syntax.ToString() ?? "this");
}
