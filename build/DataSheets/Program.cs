// Writes a data sheet for each cookie contract of an assembly: dotnet MsiEncap.DataSheets.dll ASSEMBLY FOLDER.
using System.Reflection.PortableExecutable;
using System.Text;
using MsiEncap.DataSheets;

if (args is not [var assembly, var folder])
{
    await Console.Error.WriteLineAsync("Which assembly, and which folder?").ConfigureAwait(false);
    return 2;
}

using PEReader image = new(File.OpenRead(assembly));
if (!image.HasMetadata)
{
    await Console.Error.WriteLineAsync($"{assembly} is no assembly.").ConfigureAwait(false);
    return 1;
}

foreach (Sheet sheet in Sheet.NameApart([.. ContractMetadata.Read(image).Select(DataSheet.Of)]))
{
    Directory.CreateDirectory(folder);
    string path = Path.Combine(folder, sheet.FileName);
    if (File.Exists(path) && await File.ReadAllTextAsync(path).ConfigureAwait(false) == sheet.Text)
    {
        continue;
    }

    // The builds for several target frameworks write at once; each of them writes the same.
    string written = Path.Combine(folder, $".{sheet.FileName}.{Environment.ProcessId}");
    await File.WriteAllTextAsync(written, sheet.Text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)).ConfigureAwait(false);
    File.Move(written, path, overwrite: true);
}

return 0;
