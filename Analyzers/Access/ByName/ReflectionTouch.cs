using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>Finds names of restricted types and members in the strings that are passed to reflection.</summary>
internal static class ReflectionTouch
{
    private const string Constructor = ".ctor";
    private const string Here = "here";

    private static readonly Lazy<FrameworkMembers> s_members = new(() => FrameworkMembers.Read("ReflectionMembers.txt"));

    /// <summary>The members of the list.</summary>
    public static FrameworkMembers Members => s_members.Value;

    /// <summary>Reports a call that reaches by name what the code may not touch.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="operation">A call.</param>
    /// <param name="member">What is called.</param>
    /// <param name="site">The innermost type around the code.</param>
    /// <param name="report">Takes the diagnostic.</param>
    public static void Visit(AccessModel access, IOperation operation, ISymbol member, INamedTypeSymbol? site, Action<Diagnostic> report)
    {
        if (!Members.MayHold(member) || CallParts.Of(operation) is not { } call)
        {
            return;
        }

        HashSet<SyntaxNode>? reported = null;
        bool owned = false;
        foreach (FrameworkMember line in Members.Of(member))
        {
            string name = line.Fact(0), owner = line.Fact(1);
            IOperation? written = call.Argument(name);
            if ((written is null && name != Constructor) || (owner == Here && owned))
            {
                continue;
            }

            owned |= owner.Length > 0 && call.Argument(owner) is not null;
            (Unmet Unmet, IOperation? Source)? found = owner.Length == 0
                ? FirstUnmetType(access, call, written, site)
                : FirstUnmetMember(access, call, written, owner, site);
            if (found is var (unmet, source) && (reported ??= []).Add((written ?? operation).Syntax) && !(source is INameOfOperation nameOf && Names(access, nameOf, unmet, site)))
            {
                report(unmet.ReachedAt(Place(operation, written, source)));
            }
        }
    }

    /// <summary>The types that a call of reflection gives, as far as the names passed to it tell.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="call">The call.</param>
    /// <returns>None if nothing is known.</returns>
    public static IEnumerable<INamedTypeSymbol> NamedBy(AccessModel access, CallParts call)
    {
        foreach (FrameworkMember line in Members.Of(call.Member))
        {
            foreach (string text in ConstantText.Of(call.Argument(line.Fact(0))))
            {
                IEnumerable<INamedTypeSymbol> types = line.Fact(1) is { Length: > 0 } owner
                    ? ReflectedTypes.OfOwner(access, call, owner).SelectMany(type => NamedMembers.NestedTypes(type, text))
                    : Types(access, call, text);
                foreach (INamedTypeSymbol type in types)
                {
                    yield return type;
                }
            }
        }
    }

    /// <summary>Whether a call of reflection reaches a member, by whatever name, of a type.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="call">The call.</param>
    /// <param name="wanted">Tells the type.</param>
    /// <returns><see langword="true"/> if it does.</returns>
    public static bool NamesMemberOf(AccessModel access, CallParts call, Func<ITypeSymbol, bool> wanted) =>
        Members.MayHold(call.Member)
        && Members.Of(call.Member).Any(line => line.Fact(0) != Constructor && line.Fact(1) is { Length: > 0 } owner && owner != Here
            && ReflectedTypes.OfOwner(access, call, owner).Any(wanted));

    // A name is shown where it is written, if that is in the argument; the argument, if it comes from elsewhere.
    private static Location Place(IOperation call, IOperation? written, IOperation? source) =>
        written is null ? NameLocation.Of(call.Syntax)
        : source is not null && written.Syntax.SyntaxTree == source.Syntax.SyntaxTree && written.Syntax.Span.Contains(source.Syntax.Span) ? source.Syntax.GetLocation()
        : TouchShape.WholeValue(written.Syntax).GetLocation();

    // What nameof names is reported there, if it is what the name reaches.
    private static bool Names(AccessModel access, INameOfOperation nameOf, Unmet unmet, INamedTypeSymbol? site)
    {
        bool named = false;
        NameOfTouch.Report(new(access, site, _ => named = true, CancellationToken.None), nameOf);
        return named || SymbolEqualityComparer.Default.Equals(nameOf.SemanticModel?.GetSymbolInfo(nameOf.Argument.Syntax).Symbol, unmet.Symbol);
    }

    private static (Unmet Unmet, IOperation? Source)? FirstUnmetType(AccessModel access, CallParts call, IOperation? written, INamedTypeSymbol? site)
    {
        foreach ((string text, IOperation source) in ConstantText.From(written))
        {
            foreach (INamedTypeSymbol type in Types(access, call, text))
            {
                if (access.FirstUnmet(access.Restrictions.OfType(type), site) is { } restriction)
                {
                    return (new(type, restriction), source);
                }
            }
        }

        return null;
    }

    private static IEnumerable<INamedTypeSymbol> Types(AccessModel access, CallParts call, string text) =>
        NamedTypes.Find(access, call.Operation.SemanticModel?.Compilation, text, IgnoresCase(call), NamedAssembly.Of(access, call));

    private static (Unmet Unmet, IOperation? Source)? FirstUnmetMember(
        AccessModel access, CallParts call, IOperation? written, string owner, INamedTypeSymbol? site)
    {
        NamedMembers members = new(access, call.Operation.SemanticModel?.Compilation, site);
        (string Text, IOperation? Source)[] names = written is null ? [(Constructor, null)] : [.. ConstantText.From(written)];
        if (names.Length == 0)
        {
            return null;
        }

        foreach (ITypeSymbol type in owner == Here ? (site is null ? [] : [site]) : ReflectedTypes.OfOwner(access, call, owner))
        {
            // Whoever creates or parses a restricted type has named it for that.
            if ((written is null || type.TypeKind == TypeKind.Enum) && access.FirstUnmetPart(type, site) is not null)
            {
                continue;
            }

            if (written is null && !SaysWhichConstructor(access, call))
            {
                continue;
            }

            foreach ((string name, IOperation? source) in names)
            {
                int list = name.IndexOf('(');
                MemberFilter filter = list > 0 ? new(Signature: name) : Filter(access, call, written is null);
                string member = (list > 0 ? name.Substring(0, list) : name).Replace("#ctor", Constructor);
                if (members.FirstUnmet(type, member, filter, IgnoresCase(call)) is { } unmet)
                {
                    return (unmet, source);
                }
            }
        }

        return null;
    }

    private static bool SaysWhichConstructor(AccessModel access, CallParts call) =>
        TypeList(call) is not { } types || ParameterTypes(access, types) is not null;

    // Which overload is meant: the types are listed, or values are passed, or there are none.
    private static MemberFilter Filter(AccessModel access, CallParts call, bool isConstructor)
    {
        if (TypeList(call) is { } types)
        {
            return new(Types: ParameterTypes(access, types));
        }

        if (!isConstructor)
        {
            return MemberFilter.None;
        }

        return call.Argument("args") is not { } passed ? new(Values: [])
            : Elements(passed) is { } values ? new(Values: [.. values.Select(value => CallArguments.Unconverted(value).Type)])
            : MemberFilter.None;
    }

    private static IOperation? TypeList(CallParts call)
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument is { Parameter: { Type: IArrayTypeSymbol { ElementType.Name: nameof(Type) }, Name: not "typeArguments" } }
                && argument.ArgumentKind != ArgumentKind.DefaultValue)
            {
                return argument.Value;
            }
        }

        return null;
    }

    private static ImmutableArray<ITypeSymbol>? ParameterTypes(AccessModel access, IOperation list)
    {
        if (Elements(list) is not { } elements)
        {
            return null;
        }

        ImmutableArray<ITypeSymbol>.Builder types = ImmutableArray.CreateBuilder<ITypeSymbol>();
        foreach (IOperation element in elements)
        {
            if (ReflectedTypes.Of(access, element).FirstOrDefault() is not { } type)
            {
                return null;
            }

            types.Add(type);
        }

        return types.ToImmutable();
    }

    private static ImmutableArray<IOperation>? Elements(IOperation list)
    {
        foreach (IOperation source in PossibleValues.Of(list))
        {
            switch (source)
            {
                case IArrayCreationOperation { Initializer: { } initializer }:
                    return initializer.ElementValues;
                case IArrayCreationOperation { DimensionSizes: [{ ConstantValue: { HasValue: true, Value: 0 } }] }:
                case IFieldReferenceOperation { Field.Name: nameof(Type.EmptyTypes) }:
                case IInvocationOperation { TargetMethod.Name: nameof(Array.Empty), Arguments.IsEmpty: true }:
                    return [];
                case ICollectionExpressionOperation collection:
                    return collection.Elements;
                default:
                    break;
            }
        }

        return null;
    }

    // A parameter that says so, or the flag among those that choose members.
    private static bool IgnoresCase(CallParts call)
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument is { Value.ConstantValue: { HasValue: true, Value: var value }, Parameter: { } parameter }
                && (parameter is { Name: "ignoreCase" } ? value is true
                    : parameter.Type.Name == nameof(System.Reflection.BindingFlags) && value is int flags && (flags & (int)System.Reflection.BindingFlags.IgnoreCase) != 0))
            {
                return true;
            }
        }

        return false;
    }
}
