using MsiEncap.Generators.Layout;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>How a reference cookie meets the runtime: as its object.</summary>
internal static class ReferenceInterfaceWriter
{
    public static void Write(SourceWriter writer, ReferenceCookieModel cookie)
    {
        ReferenceModel reference = cookie.Reference;
        CookieLayout layout = new(cookie.ContractId);
        layout.AddReference(reference.Name, reference.LayoutType);

        // An interrupt that was allocated without a cookie has the default one, as it has of values. The property refuses both.
        string name = Identifiers.Type(cookie.Type.Name);
        string unpack = $"cookie.Reference is {{ }} reference ? new {name}(({reference.Type})reference) : default";
        InterfaceWriter.Write(writer, cookie, layout, $"FromReference({Identifiers.Escape(reference.Name)})", unpack);
    }
}
