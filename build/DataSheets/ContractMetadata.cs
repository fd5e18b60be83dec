using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MsiEncap.DataSheets;

/// <summary>
/// Reads the contracts of an assembly without loading it: the layout and its fingerprint from what the generator wrote, the meanings from
/// the attributes that it wrote it from.
/// </summary>
internal sealed class ContractMetadata
{
    private const string Contracts = "MsiEncap.Contracts";
    private const string CookieInterface = Contracts + ".IMsiCookie<";

    private readonly PEReader _image;
    private readonly MetadataReader _metadata;

    private ContractMetadata(PEReader image)
    {
        _image = image;
        _metadata = image.GetMetadataReader();
    }

    /// <summary>Reads all contracts.</summary>
    /// <param name="image">The assembly.</param>
    /// <returns>The contracts by id, version and struct.</returns>
    public static IReadOnlyList<Contract> Read(PEReader image)
    {
        ContractMetadata assembly = new(image);
        return
        [
            .. assembly._metadata.TypeDefinitions.Select(assembly.Read).OfType<Contract>()
                .OrderBy(contract => contract.Id, StringComparer.Ordinal)
                .ThenBy(contract => int.Parse(contract.Version, CultureInfo.InvariantCulture))
                .ThenBy(contract => contract.Struct, StringComparer.Ordinal),
        ];
    }

    private Contract? Read(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _metadata.GetTypeDefinition(handle);
        List<(string Name, CustomAttributeValue<string> Value)> attributes = [];
        foreach (CustomAttributeHandle attribute in type.GetCustomAttributes())
        {
            if (NameOf(_metadata.GetCustomAttribute(attribute)) is { } name)
            {
                attributes.Add((name, _metadata.GetCustomAttribute(attribute).DecodeValue(new AttributeTypes())));
            }
        }

        // What the generator has not written is a declaration that the analyzers refuse.
        return attributes.Find(attribute => attribute.Name == "MsiCookieContractAttribute") is { Name: not null } contract
            && contract.Value.FixedArguments is [{ Value: string id }]
            && Getter(type, "Layout") is { } layout
            && Getter(type, "LayoutFingerprint") is { } fingerprint
            ? Read(id, NameOf(handle), Text(layout), Number(fingerprint), attributes)
            : null;
    }

    private Contract Read(
        string id, string type, string layout, ulong fingerprint, List<(string Name, CustomAttributeValue<string> Value)> attributes)
    {
        string[] parts = layout.Split(';');
        Dictionary<string, ContractPart> laidOut = parts.Skip(1).Select(Part).ToDictionary(part => part.Name, StringComparer.Ordinal);
        List<ContractPart> all = [];
        int free = 0;
        foreach ((string name, CustomAttributeValue<string> value) in attributes)
        {
            string meaning = Named(value, "Summary") as string ?? "";
            if (name == "CookieReservedAttribute")
            {
                int bits = Named(value, "Bits") as int? ?? 0;
                all.Add(new(free, bits, "", "", meaning));
                free += bits;
            }
            else if (name is "CookieFieldAttribute" or "CookieReferenceAttribute"
                && value.FixedArguments[0].Value is string property
                && laidOut.TryGetValue(property, out ContractPart? part))
            {
                all.Add(part with { Meaning = meaning });
                free += part.Bits;
            }
        }

        if (free is > 0 and < 64)
        {
            all.Add(new(free, 64 - free, "", "", ""));
        }

        return new(id, type, _metadata.GetString(_metadata.GetAssemblyDefinition().Name), parts[0]["version ".Length..], fingerprint, [.. all.OrderBy(part => part.Bits == 0)]);
    }

    // "bits 19:0 Pasid unsigned", "bit 20 Valid bool", "reference Queue Acme.Queue".
    private static ContractPart Part(string text)
    {
        string[] words = text.Split(' ', 4);
        if (words[0] == "reference")
        {
            return new(0, 0, words[1], words[2], "");
        }

        string[] bits = words[1].Split(':');
        int high = int.Parse(bits[0], CultureInfo.InvariantCulture);
        int low = int.Parse(bits[^1], CultureInfo.InvariantCulture);
        return new(low, high - low + 1, words[2], words[3], "");
    }

    private static object? Named(CustomAttributeValue<string> attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Name == name).Value;

    // The name of an attribute of contracts.
    private string? NameOf(CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && _metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
        && _metadata.GetTypeReference((TypeReferenceHandle)parent) is var type
        && _metadata.StringComparer.Equals(type.Namespace, Contracts)
            ? _metadata.GetString(type.Name)
            : null;

    private string NameOf(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _metadata.GetTypeDefinition(handle);
        string name = _metadata.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer ? $"{NameOf(outer)}+{name}"
            : type.Namespace.IsNil ? name
            : $"{_metadata.GetString(type.Namespace)}.{name}";
    }

    // The body of an explicitly implemented property: a constant that is returned.
    private BlobReader? Getter(TypeDefinition type, string property)
    {
        foreach (MethodDefinition method in type.GetMethods().Select(_metadata.GetMethodDefinition))
        {
            string name = _metadata.GetString(method.Name);
            if (name.Contains(CookieInterface, StringComparison.Ordinal) && name.EndsWith(">.get_" + property, StringComparison.Ordinal))
            {
                return _image.GetMethodBody(method.RelativeVirtualAddress).GetILReader();
            }
        }

        return null;
    }

    private string Text(BlobReader code) => Operation(ref code) == ILOpCode.Ldstr
        ? _metadata.GetUserString((UserStringHandle)System.Reflection.Metadata.Ecma335.MetadataTokens.Handle(code.ReadInt32()))
        : throw new BadImageFormatException("The layout of a cookie is no constant.");

    private static ulong Number(BlobReader code) => Operation(ref code) switch
    {
        ILOpCode.Ldc_i8 => code.ReadUInt64(),
        ILOpCode.Ldc_i4 => code.ReadUInt32(),
        _ => throw new BadImageFormatException("The fingerprint of a cookie is no constant."),
    };

    private static ILOpCode Operation(ref BlobReader code)
    {
        ILOpCode operation;
        do
        {
            operation = (ILOpCode)code.ReadByte();
        }
        while (operation == ILOpCode.Nop);
        return operation;
    }
}
