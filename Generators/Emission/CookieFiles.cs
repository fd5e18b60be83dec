using System.Collections.Immutable;
using MsiEncap.Generators.Models;

namespace MsiEncap.Generators.Emission;

/// <summary>
/// Puts the cookies of a source file into one generated file. At every run, the compiler compares the name of each generated file with all
/// names before it, so a file per cookie would cost a project the square of its contracts.
/// </summary>
internal static class CookieFiles
{
    /// <summary>Groups declarations, which come file by file.</summary>
    /// <returns>A file for each source file, also where it has no valid contract: those after it keep their places, and so their outputs.</returns>
    public static ImmutableArray<FileModel> Group(ImmutableArray<DeclarationModel> declarations, CancellationToken cancellationToken)
    {
        List<CookieModel[]> files = [];
        for (int start = 0, end; start < declarations.Length; start = end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            end = EndOfFile(declarations, start);
            files.Add(Cookies(declarations, start, end));
        }

        string[] names = HintNames.Of(files);
        var models = ImmutableArray.CreateBuilder<FileModel>(files.Count);
        for (int i = 0; i < names.Length; i++)
        {
            models.Add(new(names[i], new(files[i])));
        }

        return models.MoveToImmutable();
    }

    private static int EndOfFile(ImmutableArray<DeclarationModel> declarations, int start)
    {
        int end = start + 1;
        while (end < declarations.Length && declarations[end].Path == declarations[start].Path)
        {
            end++;
        }

        return end;
    }

    private static CookieModel[] Cookies(ImmutableArray<DeclarationModel> declarations, int start, int end)
    {
        List<CookieModel> cookies = new(end - start);
        for (int i = start; i < end; i++)
        {
            if (declarations[i].Cookie is { } cookie)
            {
                cookies.Add(cookie);
            }
        }

        return [.. cookies];
    }
}
