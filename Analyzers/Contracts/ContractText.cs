using System.Globalization;
using MsiEncap.Generators.Layout;
using MsiEncap.Generators.Models;

namespace MsiEncap.Analyzers.Contracts;

/// <summary>How a contract is spoken of in messages: by its id, its fingerprint, as the runtime prints it, and its layout.</summary>
internal static class ContractText
{
    /// <summary>The contract in half a line: all that two layouts can differ in.</summary>
    /// <param name="contract">The contract.</param>
    /// <returns>For example "contract 'intel,idxd' (layout 0123456789abcdef: version 1, bits 19:0 Pasid unsigned)".</returns>
    public static string Of(CookieModel contract)
    {
        CookieLayout layout = contract.Layout;
        string fingerprint = layout.Fingerprint().ToString("x16", CultureInfo.InvariantCulture);
        return $"contract '{layout.ContractId}' (layout {fingerprint}: {Of(layout)})";
    }

    /// <summary>A layout in words.</summary>
    /// <param name="layout">The layout.</param>
    /// <returns>For example "version 1, bits 19:0 Pasid unsigned".</returns>
    public static string Of(CookieLayout layout) => InWords(layout.Description);

    /// <summary>A layout as attributes and the runtime have it, in words.</summary>
    /// <param name="description">For example "version 1;bits 19:0 Pasid unsigned".</param>
    /// <returns>For example "version 1, bits 19:0 Pasid unsigned".</returns>
    public static string InWords(string description) => description.Replace(";", ", ");

    /// <summary>Whether cookies of one contract can be passed where those of another are wanted.</summary>
    /// <param name="left">One contract.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether id and layout are the same; the types need not be.</returns>
    public static bool Agree(CookieModel left, CookieModel right) =>
        left.ContractId == right.ContractId && left.Layout.ToString() == right.Layout.ToString();
}
