using System.Globalization;
using MsiEncap.Contracts;
using MsiEncap.Encapsulation;

namespace MsiEncap.Domains;

/// <summary>
/// An irq domain of one device: what programs the device's interrupt storage. Derive from <see cref="MsiDomain{TCookie}"/>,
/// override what the hardware does, and give an instance to the device in probe code.
/// </summary>
/// <remarks>
/// The kernel's <c>struct irq_domain</c> with its <c>msi_domain_ops</c> and <c>irq_chip</c>. The core calls every callback;
/// <see cref="PciDevice"/> methods that allocate or free must not be called from one and throw. A callback that throws makes the
/// operation fail with <see cref="MsiErrorCode.CallbackFailed"/>, one that throws a <see cref="MsiException"/> with its code; the
/// steps already taken are taken back.
/// </remarks>
[RestrictedTo(typeof(IrqDomainImplementer), Instead = "pass the device, or the domain id that the queue was set up with")]
public abstract class MsiDomain
{
    private int _inService;

    private protected MsiDomain(MsiDomainTemplate template, CookieContract contract)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentException.ThrowIfNullOrWhiteSpace(template.ChipName);
        if (template.HardwareSize is < 0 or > MsiDomainTemplate.MaxHardwareSize)
        {
            throw new ArgumentOutOfRangeException(
                nameof(template),
                template.HardwareSize,
                string.Create(CultureInfo.InvariantCulture, $"the hardware size of domain '{template.ChipName}' must be 0 to {MsiDomainTemplate.MaxHardwareSize}"));
        }

        Template = template;
        Contract = contract;
    }

    /// <summary>What the domain said of itself.</summary>
    public MsiDomainTemplate Template { get; }

    /// <summary>How many indices the domain has, 1 to <see cref="MsiDomainTemplate.MaxHardwareSize"/>.</summary>
    public int HardwareSize => Template.HardwareSize == 0 ? MsiDomainTemplate.MaxHardwareSize : Template.HardwareSize;

    internal CookieContract Contract { get; }

    /// <summary>Whether the device holds the interrupt up until it is dealt with, as legacy interrupt lines do.</summary>
    internal virtual bool IsLevel => false;

    /// <summary>Whether an edge may be lost while the message changes, since the interrupt cannot be masked meanwhile.</summary>
    internal virtual bool LosesEdgesOfMoves => false;

    /// <summary>Names the chip.</summary>
    /// <returns>The chip's name.</returns>
    public override string ToString() => Template.ChipName;

    /// <summary>Takes the domain into a device's service, once in its life.</summary>
    /// <returns>Whether it was free.</returns>
    internal bool EnterService() => Interlocked.Exchange(ref _inService, 1) == 0;

    /// <summary>Lets the domain be offered again, after a creation that failed.</summary>
    internal void LeaveService() => Volatile.Write(ref _inService, 0);

    /// <summary>
    /// Readies the hardware for the whole domain, once, when it is created (<c>msi_prepare</c>). Under the descriptor lock.
    /// </summary>
    /// <param name="hardwareSize">How many indices there are.</param>
    protected internal virtual void Prepare(int hardwareSize)
    {
    }

    /// <summary>Undoes <see cref="Prepare"/> when the domain is removed (<c>msi_teardown</c>). Under the descriptor lock.</summary>
    protected internal virtual void Teardown()
    {
    }

    /// <summary>
    /// Completes a prepared descriptor (<c>set_desc</c>): whatever depends on all that <c>PrepareDescriptor</c> put into it. Under
    /// the descriptor lock.
    /// </summary>
    /// <param name="descriptor">The descriptor.</param>
    protected internal virtual void SetDescriptor(scoped MsiDescriptor descriptor)
    {
    }

    /// <summary>
    /// The number of the interrupt within the domain, which no other of its interrupts may have (<c>get_hwirq</c>). By default the
    /// index. Under the descriptor lock and the root lock.
    /// </summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <returns>The number.</returns>
    protected internal virtual ulong GetHwirq(scoped MsiDescriptor descriptor) => (ulong)descriptor.Index;

    /// <summary>Sets up an interrupt that has its vector (<c>msi_init</c>). Under the descriptor lock and the root lock.</summary>
    /// <param name="irq">The interrupt.</param>
    protected internal virtual void InitializeIrq(scoped IrqData irq)
    {
    }

    /// <summary>Undoes <see cref="InitializeIrq"/> (<c>msi_free</c>). Under the descriptor lock and the root lock.</summary>
    /// <param name="irq">The interrupt.</param>
    protected internal virtual void FreeIrq(scoped IrqData irq)
    {
    }

    /// <summary>Keeps the device from raising the interrupt (<c>irq_mask</c>). Under the interrupt's lock.</summary>
    /// <param name="irq">The interrupt.</param>
    protected internal abstract void Mask(scoped IrqData irq);

    /// <summary>Lets the device raise the interrupt (<c>irq_unmask</c>). Under the interrupt's lock.</summary>
    /// <param name="irq">The interrupt.</param>
    protected internal abstract void Unmask(scoped IrqData irq);

    /// <summary>
    /// Stores the message where the device looks for it (<c>irq_write_msi_msg</c>). The default message, all zero, says that the
    /// interrupt is no longer active. Under the interrupt's lock, the interrupt masked.
    /// </summary>
    /// <param name="irq">The interrupt.</param>
    /// <param name="message">What the device shall write, and where.</param>
    protected internal abstract void WriteMessage(scoped IrqData irq, in MsiMessage message);

    /// <summary>Starts a requested interrupt (<c>irq_startup</c>): unmasks it, unless overridden. Under the interrupt's lock.</summary>
    /// <param name="irq">The interrupt.</param>
    protected internal virtual void Startup(scoped IrqData irq) => Unmask(irq);

    /// <summary>Stops an interrupt that is being freed (<c>irq_shutdown</c>): masks it, unless overridden. Under the interrupt's lock.</summary>
    /// <param name="irq">The interrupt.</param>
    protected internal virtual void Shutdown(scoped IrqData irq) => Mask(irq);

    /// <summary>
    /// Locks the bus behind which the storage lies, if reaching it has to wait (<c>irq_bus_lock</c>). Comes before the interrupt's lock
    /// is taken; the chip callbacks, which may not wait, record what they want, and <see cref="BusSyncUnlock"/> commits it. May wait.
    /// </summary>
    /// <remarks>A message that arrives while it is not wanted is masked from the delivery thread without this.</remarks>
    /// <param name="irq">The interrupt that will be changed.</param>
    protected internal virtual void BusLock(scoped IrqData irq)
    {
    }

    /// <summary>Commits what the chip callbacks recorded since <see cref="BusLock"/> and unlocks the bus (<c>irq_bus_sync_unlock</c>). May wait.</summary>
    /// <param name="irq">The interrupt that was changed.</param>
    protected internal virtual void BusSyncUnlock(scoped IrqData irq)
    {
    }

    /// <summary>Hands the descriptor and its opaque cookie to the typed callback (<c>prepare_desc</c>).</summary>
    /// <param name="descriptor">The descriptor.</param>
    internal abstract void PrepareDescriptor(scoped MsiDescriptor descriptor);
}
