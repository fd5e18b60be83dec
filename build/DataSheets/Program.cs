// Writes a data sheet for each cookie contract of the assembly MSIENCAP_ASSEMBLY into the folder MSIENCAP_DATA_SHEETS.
using System.Reflection.PortableExecutable;
using MsiEncap.DataSheets;

if (Environment.GetEnvironmentVariable("MSIENCAP_ASSEMBLY") is not { } assembly
    || Environment.GetEnvironmentVariable("MSIENCAP_DATA_SHEETS") is not { } folder)
{
    return Fail("MSIENCAP_ASSEMBLY and MSIENCAP_DATA_SHEETS have to say which assembly and which folder.");
}

IEnumerable<Sheet> sheets;
try
{
    using PEReader image = new(File.OpenRead(assembly));
    sheets = Sheet.NameApart([.. ContractMetadata.Read(image).Select(DataSheet.Of)]);
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or InvalidOperationException)
{
    return Fail($"No contract can be read from '{assembly}': {e.Message}");
}

string of = "";
try
{
    // The builds of several projects, and of one for several target frameworks, write at once.
    using Mutex turn = new(initiallyOwned: false, "MsiEncap.DataSheets", new NamedWaitHandleOptions { CurrentUserOnly = true, CurrentSessionOnly = false });
    try
    {
        turn.WaitOne();
    }
    catch (AbandonedMutexException)
    {
        // Whoever was killed in the middle of it has replaced a file or has not.
    }

    try
    {
        int exitCode = 0;
        foreach (Sheet sheet in sheets)
        {
            of = $" of contract '{sheet.Contract}'";
            if (SheetFile.Write(sheet, folder) is { } taken)
            {
                exitCode = Fail(taken);
            }
        }

        return exitCode;
    }
    finally
    {
        turn.ReleaseMutex();
    }
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or WaitHandleCannotBeOpenedException)
{
    return Fail($"No data sheet{of} can be written into '{folder}': {e.Message}");
}

// The build makes an error of it.
static int Fail(string text)
{
    Console.Error.WriteLine(text);
    return 1;
}
