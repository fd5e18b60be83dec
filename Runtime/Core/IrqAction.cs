using System.Runtime.ExceptionServices;

namespace MsiEncap.Core;

/// <summary>A requested handler and its name (<c>struct irqaction</c>).</summary>
internal abstract class IrqAction(string name, IrqFlags flags)
{
    // Continuations run elsewhere: the delivery thread has interrupts to deliver.
    private readonly TaskCompletionSource _freed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _countAtEnd = -1;

    public string Name => name;

    /// <summary>What was asked for, less what the chip makes needless. Guarded by the interrupt's lock.</summary>
    public IrqFlags Flags { get; set; } = flags;

    /// <summary>Completes when the handler will never run again, with what the domain's callbacks threw meanwhile.</summary>
    public Task Freed => _freed.Task;

    /// <summary>What the domain's callbacks have thrown so far while the handler is installed or freed.</summary>
    public CallbackFailures Failures { get; } = new();

    /// <summary>Whether the handler is being freed; no run of it starts any more.</summary>
    public bool Withdrawn { get; set; }

    /// <summary>Whether the interrupt has no other handler once this one is gone. Guarded by the interrupt's lock.</summary>
    public bool WasLast { get; set; }

    /// <summary>Whether the request may yet fail and the device had the message before it, and keeps it then. Guarded by the interrupt's lock.</summary>
    public bool LeavesMessage { get; set; }

    /// <summary>The count of the interrupt when the handler was freed; the runs after that are the next one's.</summary>
    public long? CountAtEnd => Volatile.Read(ref _countAtEnd) is >= 0 and var count ? count : null;

    /// <summary>Whether part of the handler runs on a thread or a task of its own.</summary>
    public virtual bool HasThread => false;

    /// <summary>Interrupts that the thread has handled (<c>threads_handled</c>).</summary>
    public virtual long HandledByThread => 0;

    /// <summary>Whether the caller is the handler's own thread or task, which must not wait for itself.</summary>
    public virtual bool IsOwnThread => false;

    /// <summary>Runs what has to run at once. On the delivery thread.</summary>
    public abstract IrqReturn Run();

    /// <summary>Readies the thread, before the handler is published.</summary>
    public virtual void Start(IrqDescriptor irq)
    {
    }

    /// <summary>Ends the thread, once no run can wake it any more.</summary>
    /// <returns>Completes when it has ended.</returns>
    public virtual Task StopAsync() => Task.CompletedTask;

    /// <summary>Waits until the thread has done what it was woken for. Not from the thread itself.</summary>
    public virtual void WaitForThread()
    {
    }

    /// <summary>Says that the device is gone, to those who wait for its interrupts.</summary>
    public virtual void DeviceRemoved(Exception reason)
    {
    }

    /// <summary>The last run is over.</summary>
    public void SetEnded(long count) => Volatile.Write(ref _countAtEnd, count);

    public void SetFreed(MsiError? error)
    {
        if (error is null)
        {
            _freed.TrySetResult();
            return;
        }

        _freed.TrySetException(ExceptionDispatchInfo.SetCurrentStackTrace(new MsiException(error)));

        // Whoever freed it is told in its own way; the task that nobody asks has nothing to add.
        _ = _freed.Task.Exception;
    }
}
