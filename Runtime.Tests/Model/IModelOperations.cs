namespace MsiEncap.Runtime.Tests.Model;

/// <summary>
/// What a sequence can do, to the reference model and to the machine alike; each answers with what came of it. Devices, indices and CPUs are
/// small numbers, so that every number means something.
/// </summary>
/// <remarks>Something new to try is a method here, its two implementations, and a line in <see cref="CommandKinds"/>.</remarks>
internal interface IModelOperations
{
    /// <summary>Allocates the lowest free index.</summary>
    string Allocate(int device);

    /// <summary>Allocates some indices, all or none.</summary>
    string AllocateRange(int device, int first, int count);

    /// <summary>Allocates an index for some CPUs, without which the interrupt stops.</summary>
    string AllocateManaged(int device, int index, int cpus);

    /// <summary>Gives back the map that an index was allocated with last, or one from before that.</summary>
    string Free(int device, int index, int age);

    /// <summary>Gives back whatever is allocated in a range.</summary>
    string FreeRange(int device, int first, int count);

    /// <summary>Installs a handler.</summary>
    string Request(int device, int index, IrqFlags flags);

    /// <summary>Removes the handler that was installed at an index last, or one from before that.</summary>
    string Dispose(int device, int index, int age, bool asynchronously);

    /// <summary>The device raises the interrupt some times.</summary>
    string Raise(int device, int index, int times);

    string Disable(int device, int index, bool wait);

    string Enable(int device, int index);

    string SetAffinity(int device, int index, int cpus);

    string SetOnline(int cpu, bool online);

    /// <summary>Puts a device to sleep, or wakes it; its driver then restores its storage.</summary>
    string SetAwake(int device, bool awake);

    /// <summary>Makes one later call of a callback throw.</summary>
    string Fail(int device, string callback, int after);

    /// <summary>Removes the device in a place.</summary>
    string Remove(int device);

    /// <summary>Puts a new device into an empty place.</summary>
    string Plug(int device);
}
