using System.Reflection.Metadata;

namespace MsiEncap.DataSheets;

/// <summary>The types of attribute arguments, by name. Contracts have integers, texts and types.</summary>
internal sealed class AttributeTypes : ICustomAttributeTypeProvider<string>
{
    private const string Type = "System.Type";

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetSystemType() => Type;

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        reader.GetString(reader.GetTypeDefinition(handle).Name);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        TypeReference type = reader.GetTypeReference(handle);
        return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
    }

    public string GetTypeFromSerializedName(string name) => name;

    public PrimitiveTypeCode GetUnderlyingEnumType(string type) =>
        throw new BadImageFormatException($"An attribute of a contract has an argument of the enum {type}, which none takes.");

    public bool IsSystemType(string type) => type == Type;
}
