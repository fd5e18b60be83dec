using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MsiEncap.Analyzers.Leaks;

/// <summary>
/// What leaves one role in one compilation. Facts of members are asked for as bodies need them, and the bodies that read a fact are looked
/// at again when it grows, until nothing does.
/// </summary>
/// <param name="code">What is inside the role.</param>
/// <param name="trusted">The callees that keep nothing.</param>
/// <param name="compilation">The compilation.</param>
internal sealed class RoleLeaks(RoleCode code, TrustedCallees trusted, Compilation compilation)
{
    private readonly Dictionary<ISymbol, MemberFact> _facts = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Body> _bodies = new(SymbolEqualityComparer.Default);
    private readonly Queue<Body> _queue = new();
    private readonly object _lock = new();
    private BodySource _source = new(compilation, CancellationToken.None);

    /// <summary>What is inside the role.</summary>
    public RoleCode Code => code;

    /// <summary>The callees that keep nothing.</summary>
    public TrustedCallees Trusted => trusted;

    /// <summary>What leaves the role in a member's code.</summary>
    /// <param name="owner">The member.</param>
    /// <param name="roots">Its code.</param>
    /// <param name="cancellationToken">Stops the analysis.</param>
    /// <returns>The leaks, in no order.</returns>
    public IReadOnlyCollection<Leak> Of(ISymbol owner, ImmutableArray<IOperation> roots, CancellationToken cancellationToken)
    {
        // Role code is little, and one body's answer is the next one's question: one at a time.
        lock (_lock)
        {
            _source = new(compilation, cancellationToken);
            Body body = Enqueue(owner, roots);
            while (_queue.Count > 0)
            {
                Body next = _queue.Dequeue();
                next.IsQueued = false;
                try
                {
                    new BodyFlow(this, next).Run(cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    Enqueue(next);
                    throw;
                }
            }

            return body.Leaks;
        }
    }

    /// <summary>What is known of a method, a hidden field, property or primary constructor's parameter, or a hidden type.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="reader">Who asks, and is to be told of news.</param>
    /// <returns>The fact.</returns>
    public MemberFact Read(ISymbol symbol, Body reader)
    {
        MemberFact fact = FactOf(symbol.OriginalDefinition);
        _ = fact.Readers.Add(reader);
        return fact;
    }

    /// <summary>What is known of a symbol, for adding to it.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <returns>The fact.</returns>
    public MemberFact FactOf(ISymbol symbol)
    {
        ISymbol definition = symbol.OriginalDefinition;
        if (!_facts.TryGetValue(definition, out MemberFact? fact))
        {
            _facts[definition] = fact = new();
            Explore(definition);
        }

        return fact;
    }

    /// <summary>Has those who read a fact looked at again.</summary>
    /// <param name="fact">The fact that has grown.</param>
    public void Changed(MemberFact fact)
    {
        foreach (Body reader in fact.Readers)
        {
            Enqueue(reader);
        }
    }

    private Body Enqueue(ISymbol owner, ImmutableArray<IOperation> roots)
    {
        if (!_bodies.TryGetValue(owner, out Body? body))
        {
            _bodies[owner] = body = new(owner, roots);
            Enqueue(body);
        }

        return body;
    }

    private void Enqueue(Body body)
    {
        if (!body.IsQueued)
        {
            body.IsQueued = true;
            _queue.Enqueue(body);
        }
    }

    // Code of other assemblies cannot be looked at; their declarations have to do.
    private void Explore(ISymbol symbol)
    {
        switch (symbol)
        {
            case INamedTypeSymbol type:
                foreach (IMethodSymbol member in type.GetMembers().OfType<IMethodSymbol>())
                {
                    Explore(member);
                }

                break;
            case IMethodSymbol method when !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly):
                break;
            case IMethodSymbol method:
                if (_source.Of(method) is { IsEmpty: false } roots)
                {
                    _ = Enqueue(method, roots);
                }

                break;
            default:
                INamedTypeSymbol? outermost = symbol.ContainingType;
                while (outermost?.ContainingType is { } container)
                {
                    outermost = container;
                }

                if (outermost is not null)
                {
                    foreach ((ISymbol owner, ImmutableArray<IOperation> piece) in _source.Mentioning(outermost, symbol.Name).ToList())
                    {
                        _ = Enqueue(owner, piece);
                    }
                }

                break;
        }
    }
}
