using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>The names of what a cookie stores, whatever it and its properties are called.</summary>
internal static class StorageName
{
    public static string OfBits(CookieModel cookie) => Free("_bits", cookie);

    public static string OfReference(CookieModel cookie) => Free("_reference", cookie);

    private static string Free(string name, CookieModel cookie)
    {
        while (IsTaken(name, cookie))
        {
            name = "_" + name;
        }

        return name;
    }

    private static bool IsTaken(string name, CookieModel cookie)
    {
        foreach (FieldModel field in cookie.Fields.AsSpan())
        {
            if (field.Name == name)
            {
                return true;
            }
        }

        return cookie.Reference?.Name == name || cookie.Type.Name == name;
    }
}
