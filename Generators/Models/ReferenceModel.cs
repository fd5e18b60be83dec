namespace MsiEncap.Generators.Models;

/// <summary>The object that a cookie refers to.</summary>
/// <param name="Name">The property's name, not escaped.</param>
/// <param name="Order">How many fields are declared before it.</param>
/// <param name="Type">Its type as generated code names it.</param>
/// <param name="LayoutType">Its type as the layout names it.</param>
/// <param name="IsPublic">Whether whoever sees the struct sees the type.</param>
/// <param name="Summary">What the object is, as plain text.</param>
internal sealed record ReferenceModel(string Name, int Order, string Type, string LayoutType, bool IsPublic, string? Summary);
