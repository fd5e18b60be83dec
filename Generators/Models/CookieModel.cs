using MsiEncap.Generators.Layout;

namespace MsiEncap.Generators.Models;

/// <summary>What the pipeline carries of a contract: at least one field, or the reference, or both.</summary>
/// <param name="Type">The struct to complete.</param>
/// <param name="ContractId">The name of the contract.</param>
/// <param name="Version">Its version.</param>
/// <param name="Fields">The fields, the least significant first.</param>
/// <param name="Reserved">The gaps, the least significant first.</param>
/// <param name="Reference">The object, if the cookie refers to one.</param>
internal sealed record CookieModel(
    TypeModel Type,
    string ContractId,
    int Version,
    EquatableArray<FieldModel> Fields,
    EquatableArray<ReservedModel> Reserved,
    ReferenceModel? Reference)
{
    /// <summary>The ids of what the types of it all are an experiment in.</summary>
    public EquatableArray<string> Experiments { get; init; }

    /// <summary>The bits that belong to a field.</summary>
    public ulong Mask
    {
        get
        {
            ulong mask = 0;
            foreach (FieldModel part in Fields.AsSpan())
            {
                mask |= part.Max << part.Position;
            }

            return mask;
        }
    }

    /// <summary>Whether whoever sees the struct sees the types of all that it holds.</summary>
    public bool IsPublic
    {
        get
        {
            foreach (FieldModel part in Fields.AsSpan())
            {
                if (!part.Type.IsPublic)
                {
                    return false;
                }
            }

            return Reference is not { IsPublic: false };
        }
    }

    /// <summary>How it is laid out.</summary>
    public CookieLayout Layout => CookieLayout.Of(this);
}
