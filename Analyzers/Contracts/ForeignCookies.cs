using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>
/// Finds cookies that are passed to a domain of another contract. It speaks where both contracts are certain: that of the cookie by its
/// type, that of the domain by its type, or because the same code has given it to the device before. What is allocated by an id is for the
/// compiler, but in obsolete code: the id has the type of the cookie.
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
        if (operation is not IInvocationOperation { TargetMethod: { TypeArguments: [.., var passed] } method } call
            || RuntimeNames.Argument(call, "cookie") is not { } cookie)
        {
            return;
        }

        if (RuntimeNames.Argument(call, "domainId") is not { } id)
        {
            if (RuntimeNames.IsDevice(method.ContainingType) && contracts.Of(passed) is not null)
            {
                _created ??= new(contracts, blocks);
                (ITypeSymbol? wanted, string what) = RuntimeNames.Argument(call, "domain") is { } domain
                    ? (_created.CookieOf(domain), $"the domain '{Shown(domain)}'")
                    : (_created.ContractOf(call), $"the domain that '{Shown(call.Instance)}' was given above");
                Compare(cookie, passed, wanted, what);
            }
        }
        else if (RuntimeNames.IsForeignDomainIds(method.ContainingType) && IsInObsoleteCode(call))
        {
            Compare(cookie, passed, method.TypeArguments[0], $"the domain of the id '{Shown(id)}'");
        }
    }

    private void Compare(IOperation cookie, ITypeSymbol passed, ITypeSymbol? wanted, string what)
    {
        if (contracts.Of(passed) is { } offered && contracts.Of(wanted) is { } served && !ContractText.Agree(offered, served))
        {
            report(Diagnostic.Create(
                Descriptors.ForeignCookie, cookie.Syntax.GetLocation(), passed.Name, OneLine.Of(ContractText.Of(offered)), what, OneLine.Of(ContractText.Of(served))));
        }
    }

    // The compiler refuses an id of another contract by an obsolete overload, and says nothing of those where the code is obsolete itself.
    private static bool IsInObsoleteCode(IOperation call)
    {
        ISymbol? code = call.SemanticModel?.GetEnclosingSymbol(call.Syntax.SpanStart);
        while (code is not null && !code.GetAttributes().Any(attribute => RuntimeNames.IsObsolete(attribute.AttributeClass)))
        {
            code = (code as IMethodSymbol)?.AssociatedSymbol ?? code.ContainingSymbol;
        }

        return code is not null;
    }

    private static string Shown(IOperation? value) => OneLine.Of(value?.Syntax.ToString() ?? "this");
}
