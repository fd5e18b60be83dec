using MsiEncap.Domains;

namespace MsiEncap.Core;

/// <summary>
/// A device goes: handlers first, then interrupts, then domains (<c>msi_device_data_release</c>). Whatever a domain's callbacks throw,
/// nothing stays behind.
/// </summary>
internal static class MsiDeviceRemoval
{
    /// <summary>Removes all, once.</summary>
    /// <exception cref="MsiException">A callback of a domain failed; the device is removed all the same.</exception>
    public static void Remove(MsiDeviceData device)
    {
        IrqDescriptor[] irqs;
        using (device.EnterDescriptorLock("Removing the device"))
        {
            device.Removed = true;
            irqs = [.. device.Domains.SelectMany(owner => owner.Store.All())];
        }

        // Outside of the lock: a handler that is waited for may be allocating or freeing.
        var failures = new CallbackFailures();
        foreach (IrqDescriptor irq in irqs)
        {
            Silence(irq, failures);
        }

        using (device.EnterDescriptorLock("Removing the device"))
        {
            foreach (MsiDeviceDomain owner in device.Domains.ToArray())
            {
                foreach (IrqDescriptor irq in owner.Store.All().ToArray())
                {
                    MsiRelease.TakeBack(irq, failures);
                }

                device[owner.Id] = null;
                failures.Attempt(nameof(MsiDomain.Teardown), owner.Domain.Teardown);
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

    /// <summary>Frees the handler, whoever installs one meanwhile, until nobody can any more.</summary>
    private static void Silence(IrqDescriptor irq, CallbackFailures failures)
    {
        while (true)
        {
            IrqAction? action;
            lock (irq.Gate)
            {
                if (irq.Phase is IrqPhase.Idle or IrqPhase.Gone)
                {
                    irq.Phase = IrqPhase.Gone;
                    return;
                }

                action = irq.Action;
            }

            if (action is null)
            {
                Thread.Yield();
            }
            else
            {
                failures.Attempt(nameof(MsiDomain.Shutdown), () => IrqRequests.Free(irq, action));
            }
        }
    }
}
