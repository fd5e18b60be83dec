using System.Globalization;
using System.Text;

namespace MsiEncap;

/// <summary>Why an operation on a device's interrupts was not done, and of what device, domain and index. Immutable.</summary>
public sealed class MsiError
{
    internal MsiError(MsiErrorCode code, string detail)
    {
        Code = code;
        Detail = detail;
    }

    /// <summary>The condition.</summary>
    public MsiErrorCode Code { get; }

    /// <summary>
    /// What happened and what can be done about it, as a sentence without its full stop. Where a cookie and a domain are of one contract in two
    /// layouts, a table of both follows, field by field, a line each.
    /// </summary>
    public string Detail { get; }

    /// <summary>The device, by its PCI address; empty where a domain's callback made the error itself.</summary>
    public string Device { get; internal init; } = "";

    /// <summary>The domain within the device.</summary>
    public MsiDomainId DomainId { get; internal init; }

    /// <summary>The index within the domain, or <see langword="null"/> if there was none yet.</summary>
    public int? Index { get; internal init; }

    /// <summary>The id of the cookie contract, or <see langword="null"/> if there is none.</summary>
    public string? Contract { get; internal init; }

    /// <summary>What a callback threw, if one did; an <see cref="AggregateException"/> where several did.</summary>
    public Exception? Cause { get; internal init; }

    /// <summary>The whole error: code, place and detail, in a line unless the detail has more.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(Code).Append(": ");
        if (Device.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"device {Device}, domain {DomainId}");
            if (Index is { } index)
            {
                text.Append(CultureInfo.InvariantCulture, $", index {index}");
            }

            if (Contract is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $", contract '{Contract}'");
            }

            text.Append(": ");
        }

        return text.Append(Detail).ToString();
    }
}
