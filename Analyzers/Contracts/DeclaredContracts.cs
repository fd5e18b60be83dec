using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using MsiEncap.Generators.Models;
using MsiEncap.Generators.Reading;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>The contracts that a compilation can name, read as the generator reads them, once for all rules.</summary>
internal sealed class DeclaredContracts
{
    // Not PerCompilation: no additional file has a say in a declaration, so what was read outlives an edit of one.
    private static readonly ConditionalWeakTable<Compilation, DeclaredContracts> s_known = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, Reading> _read = new(ReferenceComparer<INamedTypeSymbol>.Instance);
    private readonly Func<INamedTypeSymbol, Reading> _reader;

    private DeclaredContracts(Compilation compilation) => _reader = type =>
    {
        ContractProblems problems = default;
        CookieModel? cookie = ContractReader.Read(type, compilation, ref problems);
        return new(cookie, problems.Found);
    };

    /// <summary>Those of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <returns>The same for all who ask.</returns>
    public static DeclaredContracts Of(Compilation compilation) => s_known.GetValue(compilation, static key => new(key));

    /// <summary>The contract of a cookie's type.</summary>
    /// <param name="type">Any type.</param>
    /// <returns><see langword="null"/> if it has none, or one that there is no cookie for: what is wrong with that is told by MSI2001.</returns>
    public CookieModel? Of(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Struct, Arity: 0 } named ? Read(named).Cookie : null;

    /// <summary>The contract of a type, or why it has none.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Neither, if the type says nothing of contracts.</returns>
    public Reading Read(INamedTypeSymbol type) => type.GetAttributes().IsEmpty ? new(null, []) : _read.GetOrAdd(type, _reader);

    /// <summary>What reading a declaration has yielded.</summary>
    /// <param name="Cookie">The contract.</param>
    /// <param name="Problems">What is wrong with it.</param>
    public readonly record struct Reading(CookieModel? Cookie, IReadOnlyList<ContractProblem> Problems);
}
