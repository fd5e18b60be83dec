using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>The name of the one field that a cookie stores, whatever its properties are called.</summary>
internal static class StorageName
{
    public static string Of(ReadOnlySpan<FieldModel> fields)
    {
        string name = "_bits";
        for (int i = 0; i < fields.Length; i++)
        {
            if (fields[i].Name == name)
            {
                name = "_" + name;
                i = -1;
            }
        }

        return name;
    }

    public static string Of(ReferenceModel reference) => reference.Name == "_reference" ? "__reference" : "_reference";
}
