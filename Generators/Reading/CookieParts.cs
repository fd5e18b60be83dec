using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Reading;

/// <summary>What a declaration says its cookie holds.</summary>
/// <param name="Fields">The fields, in order.</param>
/// <param name="Reserved">The gaps, in order.</param>
/// <param name="Reference">The object, if any.</param>
internal readonly record struct CookieParts(FieldModel[] Fields, ReservedModel[] Reserved, ReferenceModel? Reference);
