using System.ComponentModel;

namespace MsiEncap.Contracts;

/// <summary>
/// Compares the contract that an assembly was built with to the one that is loaded. The generator calls it when the assembly is loaded: the runtime
/// itself sees one contract only, that of the loaded assembly, on both sides, while the code of an older build still means the other.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CookieContractCheck
{
    /// <summary>Refuses an assembly that was built with another layout of a contract. Thread-safe.</summary>
    /// <typeparam name="TCookie">The contract's cookie, as it is loaded.</typeparam>
    /// <param name="assembly">The name of the assembly that was built with the contract.</param>
    /// <param name="contractId">The contract's id then.</param>
    /// <param name="fingerprint">The fingerprint of its layout then.</param>
    /// <param name="layout">Its layout then, as <see cref="IMsiCookie{TSelf}.Layout"/> has it.</param>
    /// <exception cref="MsiException">
    /// <see cref="MsiErrorCode.ContractMismatch"/>: the loaded contract is another one, or has another layout; both are in the error, field by field.
    /// </exception>
    public static void Verify<TCookie>(string assembly, string contractId, ulong fingerprint, string layout)
        where TCookie : struct, IMsiCookie<TCookie>
    {
        if (TCookie.LayoutFingerprint == fingerprint && TCookie.ContractId == contractId)
        {
            return;
        }

        ArgumentNullException.ThrowIfNull(layout);
        CookieContract built = new(contractId, fingerprint);
        string table = TCookie.ContractId == contractId ? LayoutTable.Format("built with", layout, "loaded", TCookie.Layout) : "";
        throw new MsiException(new MsiError(
            MsiErrorCode.ContractMismatch,
            $"assembly '{assembly}' was built with contract {built}, but the assembly '{typeof(TCookie).Assembly.GetName().Name}' that is loaded has "
                + $"{CookieContract.Of<TCookie>()}; build '{assembly}' with it, or load the one that it was built with{table}")
        {
            Contract = contractId,
        });
    }
}
