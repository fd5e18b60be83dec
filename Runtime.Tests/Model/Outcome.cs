namespace MsiEncap.Runtime.Tests.Model;

/// <summary>What can come of a command beside an error code.</summary>
internal static class Outcome
{
    public const string Done = "done";

    /// <summary>The sequence asks for what there never was; nothing was tried.</summary>
    public const string NothingToTry = "nothing to try";

    public const string DeviceGone = "device gone";

    /// <summary>The device sleeps and does nothing.</summary>
    public const string Asleep = "asleep";

    public const string NoSuchInterrupt = "no such interrupt";

    public const string NotNow = "not now";

    public static string Of(MsiErrorCode code) => code.ToString();

    /// <summary>Does something and says what came of it.</summary>
    public static string Of(Func<string> operation)
    {
        try
        {
            return operation();
        }
        catch (MsiException refused)
        {
            return Of(refused.Error.Code);
        }
        catch (ObjectDisposedException)
        {
            return DeviceGone;
        }
        catch (InvalidOperationException)
        {
            return NotNow;
        }
        catch (ArgumentException)
        {
            return NoSuchInterrupt;
        }
    }

    public static string Of(Action operation) => Of(() =>
    {
        operation();
        return Done;
    });
}
