using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MsiEncap.CodeFixes.Answers;

/// <summary>A statement <c>device.ForEachMsiDescriptor(domainId, descriptor => …);</c> that does one thing with each descriptor.</summary>
internal sealed class DescriptorWalk
{
    private readonly SemanticModel _model;
    private readonly ISymbol _descriptor;
    private readonly StatementSyntax? _only;
    private readonly ExpressionSyntax? _value;

    private DescriptorWalk(ExpressionStatementSyntax statement, ExpressionSyntax device, ExpressionSyntax domainId, ISymbol descriptor, SyntaxNode body, SemanticModel model)
    {
        Statement = statement;
        Device = device;
        DomainId = domainId;
        _descriptor = descriptor;
        _model = model;
        _only = body is BlockSyntax { Statements: [var only] } ? only : null;
        _value = _only is ExpressionStatementSyntax { Expression: var value } ? value : body as ExpressionSyntax;
    }

    /// <summary>A table that is given the virq of each index.</summary>
    /// <param name="Length">How long it is, as one writes it.</param>
    /// <param name="Virq">The type of a virq.</param>
    /// <param name="Element">What is assigned for an index, as one writes it.</param>
    public sealed record Table(string Length, ITypeSymbol Virq, Func<string, string> Element);

    /// <summary>The value that a local is declared with, and what the device answers in its place.</summary>
    /// <param name="Initial">The value.</param>
    /// <param name="Answer">The answer.</param>
    public sealed record Pick(ExpressionSyntax Initial, string Answer);

    /// <summary>The whole statement.</summary>
    public ExpressionStatementSyntax Statement { get; }

    /// <summary>The device that is asked.</summary>
    public ExpressionSyntax Device { get; }

    /// <summary>Which domain of it.</summary>
    public ExpressionSyntax DomainId { get; }

    /// <summary>Understands a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <returns><see langword="null"/> if it is no walk with a lambda.</returns>
    public static DescriptorWalk? Of(InvocationExpressionSyntax call, SemanticModel model) =>
        call is
        {
            Parent: ExpressionStatementSyntax statement,
            Expression: MemberAccessExpressionSyntax { Expression: var device },
            ArgumentList.Arguments: [{ NameColon: null, Expression: var domainId }, { NameColon: null, Expression: LambdaExpressionSyntax { AsyncKeyword.RawKind: 0 } lambda }],
        }
        && RuntimeApi.IsMember(model.GetSymbolInfo(call).Symbol, RuntimeApi.Device, "ForEachMsiDescriptor")
        && model.GetSymbolInfo(lambda).Symbol is IMethodSymbol { Parameters: [var descriptor] }
        && SideEffects.AreNone(device)
        && SideEffects.AreNone(domainId)
            ? new(statement, device, domainId, descriptor, lambda.Body, model)
            : null;

    /// <summary>
    /// What the walk picks: it looks for one descriptor, by index or virq, and puts its virq or affinity into a local that was declared just before.
    /// </summary>
    /// <returns><see langword="null"/> if it does something else.</returns>
    public Pick? Picked() =>
        _only is IfStatementSyntax { Else: null, Condition: BinaryExpressionSyntax condition, Statement: var then }
        && condition.IsKind(SyntaxKind.EqualsExpression)
        && (then is BlockSyntax { Statements: [var only] } ? only : then) is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment }
        && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
        && (KeyOf(condition.Left, condition.Right) ?? KeyOf(condition.Right, condition.Left)) is { } key
        && DeclaredBefore(assignment.Left) is { } initial
        && Answer(key.Member, key.Value, assignment.Right, initial) is { } answer
            ? new(initial, answer)
            : null;

    /// <summary>The table that the walk fills: every descriptor's virq goes to the element of its index.</summary>
    /// <returns><see langword="null"/> if it does something else.</returns>
    public Table? Filled()
    {
        if (_value is not AssignmentExpressionSyntax { Left: var left, Right: var right } assignment
            || !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
            || MemberOf(right) != "Virq"
            || _model.GetTypeInfo(right).Type is not { } virq
            || Mentions(left) is not [{ Parent: MemberAccessExpressionSyntax { Parent: ArgumentSyntax { Parent: BracketedArgumentListSyntax { Arguments.Count: 1, Parent: ElementAccessExpressionSyntax element } } } index }]
            || MemberOf(index) != "Index"
            || !SideEffects.AreNone(left)
            || LengthOf(element.Expression) is not { } length)
        {
            return null;
        }

        string text = left.ToString();
        int start = index.SpanStart - left.SpanStart;
        return new($"{element.Expression}.{length}", virq, name => text.Substring(0, start) + name + text.Substring(start + index.Span.Length));
    }

    private (string Member, ExpressionSyntax Value)? KeyOf(ExpressionSyntax member, ExpressionSyntax value) =>
        MemberOf(member) is { } name && Mentions(value).Count == 0 && SideEffects.AreNone(value) ? (name, value) : null;

    // What nobody has is no virq for GetVirq as well, while an affinity is only asked of an interrupt that is there.
    private string? Answer(string key, ExpressionSyntax value, ExpressionSyntax wanted, ExpressionSyntax initial) => key switch
    {
        "Index" when MemberOf(wanted) == "Virq" && IsNoVirq(initial) => $"{Device}.GetVirq({DomainId}, {value})",
        "Virq" when wanted is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Cpus", Expression: ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.Value: 0 } }] } first }
            && MemberOf(first.Expression) == "Affinities" => $"{Device}.GetIrqAffinity({value})",
        _ => null,
    };

    // "descriptor.Index" gives "Index".
    private string? MemberOf(ExpressionSyntax expression) =>
        expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name, Name.Identifier.ValueText: var member } && IsDescriptor(name) ? member : null;

    private List<IdentifierNameSyntax> Mentions(SyntaxNode node) => [.. node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(IsDescriptor)];

    private bool IsDescriptor(IdentifierNameSyntax name) =>
        name.Identifier.ValueText == _descriptor.Name && SymbolEqualityComparer.Default.Equals(_model.GetSymbolInfo(name).Symbol, _descriptor);

    private ExpressionSyntax? DeclaredBefore(ExpressionSyntax target) =>
        target is IdentifierNameSyntax
        && Statement.Parent is BlockSyntax { Statements: var statements }
        && statements.IndexOf(Statement) is > 0 and var place
        && statements[place - 1] is LocalDeclarationStatementSyntax { Declaration: { Type.IsVar: false, Variables: [{ Initializer.Value: { } value } variable] } }
        && SymbolEqualityComparer.Default.Equals(_model.GetDeclaredSymbol(variable), _model.GetSymbolInfo(target).Symbol)
        && SideEffects.AreNone(value)
            ? value
            : null;

    private bool IsNoVirq(ExpressionSyntax value) =>
        value.Kind() is SyntaxKind.DefaultLiteralExpression or SyntaxKind.DefaultExpression
        || RuntimeApi.IsMember(_model.GetSymbolInfo(value).Symbol, RuntimeApi.Virq, "None");

    private string? LengthOf(ExpressionSyntax table) => _model.GetTypeInfo(table).Type switch
    {
        IArrayTypeSymbol { Rank: 1 } => "Length",
        INamedTypeSymbol { Name: "List" or "IList" or "IReadOnlyList", ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } } => "Count",
        INamedTypeSymbol { Name: "ImmutableArray", ContainingNamespace: { Name: "Immutable", ContainingNamespace.Name: "Collections" } } => "Length",
        _ => null,
    };
}
