using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>What a cookie holds, one thing at a time: a field or the reference.</summary>
/// <param name="Name">The property's name, not escaped.</param>
/// <param name="Type">Its type, as code names it.</param>
/// <param name="LayoutType">Its type, as reflection names it.</param>
/// <param name="Field">The field, if it is one.</param>
/// <param name="Reference">The reference, if it is that.</param>
internal readonly record struct CookiePart(string Name, string Type, string LayoutType, FieldModel? Field, ReferenceModel? Reference)
{
    /// <summary>All that a cookie holds, in the order of its declaration.</summary>
    public static CookiePart[] Of(CookieModel cookie)
    {
        List<CookiePart> parts = new(cookie.Fields.Count + 1);
        foreach (FieldModel field in cookie.Fields)
        {
            parts.Add(new(field.Name, field.Type.Code, field.Type.LayoutName, field, null));
        }

        if (cookie.Reference is { } reference)
        {
            parts.Insert(reference.Order, new(reference.Name, reference.Type, reference.LayoutType, null, reference));
        }

        return [.. parts];
    }
}
