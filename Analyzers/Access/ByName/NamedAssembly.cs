using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MsiEncap.Analyzers.Access;

/// <summary>Says in which assembly a call looks for a type, where the name itself does not.</summary>
internal static class NamedAssembly
{
    /// <summary>The assembly that a call looks in.</summary>
    /// <param name="access">The access model.</param>
    /// <param name="call">The call.</param>
    /// <returns>Its name; <see langword="null"/> if it is not known.</returns>
    public static string? Of(AccessModel access, CallParts call)
    {
        if (call.Argument("assemblyName") is { } name)
        {
            return ConstantText.Of(name).FirstOrDefault();
        }

        return call.Receiver?.Type?.Name is nameof(System.Reflection.Assembly) or nameof(System.Reflection.Module)
            ? PossibleValues.Of(call.Receiver).Select(value => OfValue(access, value)).FirstOrDefault(assembly => assembly is not null)
            : null;
    }

    private static string? OfValue(AccessModel access, IOperation value) => value switch
    {
        IPropertyReferenceOperation { Property.Name: "Assembly" or "Module", Instance: { } type } =>
            ReflectedTypes.Of(access, type).FirstOrDefault()?.ContainingAssembly?.Name,
        IInvocationOperation { TargetMethod.Name: "GetExecutingAssembly" } call => call.SemanticModel?.Compilation.AssemblyName,
        IInvocationOperation { TargetMethod.Name: "Load", Arguments: [{ Value: { } name }, ..] } => ConstantText.Of(name).FirstOrDefault(),
        _ => null,
    };
}
