using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>The constructor's parameters.</summary>
internal static class ParameterNames
{
    /// <summary>The parameters' names, not escaped, one for each field.</summary>
    public static string[] Of(EquatableArray<FieldModel> fields)
    {
        string[] names = new string[fields.Count];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = Of(fields, i);
        }

        return names;
    }

    // Fields that differ in the case of their first letters alone keep their own names.
    private static string Of(EquatableArray<FieldModel> fields, int index)
    {
        string name = Identifiers.CamelCase(fields[index].Name);
        for (int i = 0; i < fields.Count; i++)
        {
            if (i != index && Identifiers.CamelCase(fields[i].Name) == name)
            {
                return fields[index].Name;
            }
        }

        return name;
    }
}
