using System.Reflection;
using System.Text;

namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>The rules and their proofs, collected from the tests of this assembly.</summary>
internal static class ConformanceTable
{
    private static readonly string[] s_titles = ["", "words and types", "usage sites", "domain implementations", "devices", "genirq", "cases"];

    // What no test can break, because the program that would break it is not a C# program, or the state cannot be written down.
    private static readonly ConformanceRow[] s_byConstruction =
    [
        new("§1 template", "struct msi_domain_template", "A template is an immutable record: a domain keeps what it was created with."),
        new("§1 descriptor", "struct msi_desc", "A descriptor is handed out as a ref struct, so the compiler keeps it in the callback."),
        new("§2 device data", "msi_domain_alloc_irq_at", "A device is made with its MSI data; there is no device to dereference a null pointer of."),
        new("§3 cookie rewritten by prepare only", "msi_desc_data.icookie", "IrqData, which every other callback gets, has no setter."),
        new("§5 dev_id of a shared line", "request_threaded_irq", "A registration is its own identity."),
        new("C2", "msi_get_device_domain", "MsiDomainId cannot hold a number that is no domain id; its constructor throws."),
        new("C22", "msi_domain_free_descs", "A descriptor has no life apart from its interrupts: both go in one step."),
        new("C32", "pci_create_ims_domain", "Mask, Unmask and WriteMessage are abstract, and there is no set_affinity to override."),
        new("C35", "msi_setup_device_data", "A device is made with its MSI data, once."),
        new("C40", "request_threaded_irq", "Sharing without dev_id cannot be written: a registration is its own identity."),
    ];

    /// <summary>Every rule with each of its proofs, in the order of the sections.</summary>
    public static IReadOnlyList<ConformanceRow> Rows { get; } =
    [
        .. s_byConstruction.Concat(Tested())
            .OrderBy(row => row.Section)
            .ThenBy(row => row.Case)
            .ThenBy(row => row.Rule, StringComparer.Ordinal)
            .ThenBy(row => row.Symbol, StringComparer.Ordinal)
            .ThenBy(row => row.Proof, StringComparer.Ordinal),
    ];

    public static string Format()
    {
        var text = new StringBuilder();
        text.Append(
            """
            # Conformance

            What the runtime reproduces of the Linux MSI core, rule by rule, and the test that proves it; or, where no program can break the rule,
            why not. Generated from the `[Follows]` attributes of the tests: `MSIENCAP_ACCEPT=1 dotnet test Runtime.Tests` rewrites it.

            """);
        foreach (IGrouping<int, ConformanceRow> section in Rows.GroupBy(row => row.Section))
        {
            text.Append('\n').Append(FormattableString.Invariant($"## {section.Key} {s_titles[section.Key]}\n\n"));
            text.Append("| rule | kernel symbol | proof |\n|---|---|---|\n");
            foreach (ConformanceRow row in section)
            {
                text.Append(FormattableString.Invariant($"| {row.Title} | `{row.Symbol}` | {row.Proof} |\n"));
            }
        }

        return text.ToString();
    }

    private static IEnumerable<ConformanceRow> Tested() =>
        from type in typeof(ConformanceTable).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        from follows in method.GetCustomAttributes<FollowsAttribute>()
        select new ConformanceRow(follows.Rule, follows.Symbol, $"`{type.Name}.{method.Name}`");
}
