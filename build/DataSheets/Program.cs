// Writes a data sheet for each cookie contract of the assembly MSIENCAP_ASSEMBLY into the folder MSIENCAP_DATA_SHEETS.
using System.Reflection.PortableExecutable;
using System.Text;
using MsiEncap.DataSheets;

if (Environment.GetEnvironmentVariable("MSIENCAP_ASSEMBLY") is not { } assembly
    || Environment.GetEnvironmentVariable("MSIENCAP_DATA_SHEETS") is not { } folder)
{
    return await FailAsync("MSIENCAP_ASSEMBLY and MSIENCAP_DATA_SHEETS have to say which assembly and which folder.").ConfigureAwait(false);
}

IEnumerable<Sheet> sheets;
try
{
    using PEReader image = new(File.OpenRead(assembly));
    sheets = Sheet.NameApart([.. ContractMetadata.Read(image).Select(DataSheet.Of)]);
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or InvalidOperationException)
{
    return await FailAsync($"No contract can be read from '{assembly}': {e.Message}").ConfigureAwait(false);
}

try
{
    foreach (Sheet sheet in sheets)
    {
        await WriteAsync(sheet, folder).ConfigureAwait(false);
    }
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    return await FailAsync($"No data sheet can be written into '{folder}': {e.Message}").ConfigureAwait(false);
}

return 0;

static async Task WriteAsync(Sheet sheet, string folder)
{
    Directory.CreateDirectory(folder);
    string path = Path.Combine(folder, sheet.FileName);
    if (File.Exists(path) && await File.ReadAllTextAsync(path).ConfigureAwait(false) == sheet.Text)
    {
        return;
    }

    // The builds for several target frameworks write at once; each of them writes the same.
    string written = Path.Combine(folder, $".{sheet.FileName}.{Environment.ProcessId}");
    await File.WriteAllTextAsync(written, sheet.Text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)).ConfigureAwait(false);
    File.Move(written, path, overwrite: true);
}

// As the build recognizes errors.
static async Task<int> FailAsync(string text)
{
    await Console.Error.WriteLineAsync($"MsiEncapDataSheets : error : {text}").ConfigureAwait(false);
    return 1;
}
