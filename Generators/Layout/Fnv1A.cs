using System.Text;

namespace MsiEncap.Generators.Layout;

/// <summary>A hash that is the same in every process: 64-bit FNV-1a over UTF-8.</summary>
internal static class Fnv1A
{
    private const ulong OffsetBasis = 0xCBF29CE484222325;

    private const ulong Prime = 0x100000001B3;

    public static ulong Hash(string text)
    {
        ulong hash = OffsetBasis;
        foreach (byte octet in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ octet) * Prime);
        }

        return hash;
    }
}
