using System.Globalization;
using MsiEncap.Generators.Layout;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>How a field or a reference is spoken of in sentences.</summary>
internal static class FieldText
{
    public static string Width(in FieldModel field) =>
        field.Bits == 1 ? "1 bit" : field.Bits.ToString(CultureInfo.InvariantCulture) + " bits";

    /// <summary>What the field can hold; nothing for what its type says itself.</summary>
    public static string Range(in FieldModel field) => field.Type switch
    {
        { Kind: FieldKind.Boolean } => string.Empty,
        { IsSigned: true } => string.Format(CultureInfo.InvariantCulture, "{0} to {1}", FieldCode.SignedMin(field), FieldCode.SignedMax(field)),
        _ => "0 to 0x" + field.Max.ToString("X", CultureInfo.InvariantCulture),
    };

    /// <summary>The same as what follows a sentence.</summary>
    public static string RangeSentence(in FieldModel field) => Range(field) is { Length: > 0 } range ? $" {range}." : string.Empty;

    /// <summary>Where the field lies in the cookie, in the words of a data sheet.</summary>
    public static string Place(in FieldModel field) => LayoutPart.PlaceOf(field.Position, field.Bits);

    /// <summary>Who may see what is of a type.</summary>
    public static string Accessibility(bool isPublic) => isPublic ? "public" : "internal";

    /// <summary>What the field means, for a documentation comment.</summary>
    public static string Summary(in FieldModel field) => Summary(field.Summary, $"The field <c>{field.Name}</c>.");

    /// <summary>What the object is, for a documentation comment.</summary>
    public static string Summary(ReferenceModel reference) => Summary(reference.Summary, $"The object <c>{reference.Name}</c>.");

    /// <summary>A summary that another sentence follows: it has ended, whether or not its author wrote the full stop.</summary>
    public static string Sentence(string summary)
    {
        string words = summary.TrimEnd(')', '"', '\'', '”', '’', '»');
        return words.Length > 0 && words[words.Length - 1] is '.' or '!' or '?' or '…' ? summary : summary + ".";
    }

    /// <summary>What is wrong with a value that does not fit.</summary>
    public static string Misfit(in FieldModel field, CookieModel cookie) =>
        $"{field.Name} of the contract '{cookie.ContractId}' has {Width(field)}: {Range(field)}.";

    /// <summary>What is wrong with an object that is none.</summary>
    public static string Missing(ReferenceModel reference, CookieModel cookie) =>
        $"{reference.Name} of the contract '{cookie.ContractId}' must be an object.";

    private static string Summary(string? given, string otherwise)
    {
        string summary = given is null ? string.Empty : XmlText.Of(given);
        return summary.Length > 0 ? summary : otherwise;
    }
}
