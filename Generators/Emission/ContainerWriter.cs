using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>
/// The namespace and the types around a struct. They repeat no modifier, base or constraint of the user's parts: the compiler
/// takes those from there, whatever they are.
/// </summary>
internal static class ContainerWriter
{
    /// <summary>Opens everything around a struct.</summary>
    /// <returns>How many braces to close.</returns>
    public static int Open(SourceWriter writer, TypeModel type)
    {
        int depth = 0;
        if (type.Namespace.Length > 0)
        {
            writer.Line("namespace " + Identifiers.Namespace(type.Namespace));
            writer.Open();
            depth++;
        }

        foreach (ContainerModel container in type.Containers)
        {
            writer.Line($"partial {container.Keyword} {Identifiers.Type(container.Name)}{TypeParameters(container)}");
            writer.Open();
            depth++;
        }

        return depth;
    }

    public static void Close(SourceWriter writer, int depth)
    {
        for (; depth > 0; depth--)
        {
            writer.Close();
        }
    }

    private static string TypeParameters(ContainerModel container)
    {
        if (container.TypeParameters.Count == 0)
        {
            return string.Empty;
        }

        return "<" + string.Join(", ", container.TypeParameters.Select(Identifiers.Type)) + ">";
    }
}
