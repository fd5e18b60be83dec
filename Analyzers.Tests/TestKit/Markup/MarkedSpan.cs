using Microsoft.CodeAnalysis.Text;

namespace MsiEncap.Analyzers.Tests.TestKit.Markup;

/// <summary>A place where a diagnostic is expected.</summary>
/// <param name="Id">The id of the diagnostic.</param>
/// <param name="Span">The place in the text without marks.</param>
internal readonly record struct MarkedSpan(string Id, TextSpan Span);
