using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// A device goes: handlers first, then interrupts, then domains (<c>msi_device_data_release</c>). Whatever a domain's callbacks throw,
/// nothing stays behind.
/// </summary>
internal static class MsiDeviceRemoval
{
    /// <summary>Removes all, once.</summary>
    /// <param name="device">The device.</param>
    /// <param name="turnOff">Comes when the handlers are gone, before their interrupts are taken back.</param>
    /// <exception cref="MsiException">A callback of a domain failed; the device is removed all the same.</exception>
    public static void Remove(MsiDeviceData device, Action turnOff)
    {
        IrqDescriptor[] irqs;
        using (device.EnterDescriptorLock("Removing the device"))
        {
            device.Removed = true;
            irqs = [.. device.Irqs];
        }

        // Outside of the lock: a handler that is waited for may be allocating or freeing.
        var failures = new CallbackFailures();
        foreach (IrqDescriptor irq in irqs)
        {
            Silence(irq, failures);
        }

        using (device.EnterDescriptorLock("Removing the device"))
        {
            failures.Attempt(nameof(turnOff), turnOff, static turnOff => turnOff());
            foreach (MsiDeviceDomain owner in device.Domains.Concat(device.Line is { } line ? [line] : []).ToArray())
            {
                foreach (MsiDescriptorEntry entry in owner.Store.All().ToArray())
                {
                    MsiRelease.TakeBack(entry, failures);
                }

                failures.Attempt(nameof(MsiDomain.Teardown), owner.Domain, static domain => domain.Teardown());
                device.Notes?.DomainRemoved(owner);
                if (owner == device.Line)
                {
                    device.Line = null;
                }
                else
                {
                    device[owner.Id] = null;
                }
            }
        }

        if (failures.Any)
        {
            throw new MsiException(new MsiError(
                MsiErrorCode.CallbackFailed, $"{failures.Count} callbacks of its domains threw while the device was removed; first: {failures.First.Message}")
            {
                Device = device.Name,
                Cause = failures.Cause,
            });
        }
    }

    /// <summary>Frees the handlers, whoever installs one meanwhile, until nobody can any more.</summary>
    private static void Silence(IrqDescriptor irq, CallbackFailures failures)
    {
        while (true)
        {
            IrqAction? action;
            using (irq.Gate.Enter())
            {
                if (irq.Phase is IrqPhase.Idle or IrqPhase.Gone)
                {
                    irq.Phase = IrqPhase.Gone;
                    return;
                }

                action = irq.Actions.FirstOrDefault();
            }

            if (action is null)
            {
                Thread.Yield();
            }
            else
            {
                failures.Attempt(nameof(MsiDomain.Shutdown), (irq, action), static of => IrqRequests.Free(of.irq, of.action));
            }
        }
    }
}
