using System.Globalization;
using MsiEncap.Generators.Emission;
using MsiEncap.Generators.Models;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>How a contract is spoken of in messages: by its id, its fingerprint, as the runtime prints it, and its layout.</summary>
internal static class ContractText
{
    /// <summary>The contract in half a line.</summary>
    /// <param name="contract">The contract.</param>
    /// <returns>For example "contract 'intel,idxd' (layout 0123456789abcdef: Pasid in bits 19:0)".</returns>
    public static string Of(CookieModel contract)
    {
        List<string> parts = [];
        foreach (FieldModel field in contract.Fields)
        {
            parts.Add($"{field.Name} in {FieldText.Place(field)}");
        }

        if (contract.Reference is { } reference)
        {
            parts.Add($"{reference.Name} refers to {reference.LayoutType}");
        }

        string fingerprint = contract.Layout.Fingerprint().ToString("x16", CultureInfo.InvariantCulture);
        string version = contract.Version == 1 ? string.Empty : string.Format(CultureInfo.InvariantCulture, ", version {0}", contract.Version);
        return $"contract '{contract.ContractId}'{version} (layout {fingerprint}: {string.Join(", ", parts)})";
    }

    /// <summary>Whether cookies of one contract can be passed where those of another are wanted.</summary>
    /// <param name="left">One contract.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether id and layout are the same; the types need not be.</returns>
    public static bool Agree(CookieModel left, CookieModel right) =>
        left.ContractId == right.ContractId && left.Layout.ToString() == right.Layout.ToString();
}
