using System.Runtime.ExceptionServices;

namespace MsiEncap.Core;

/// <summary>A requested handler and its name (<c>struct irqaction</c>).</summary>
internal abstract class IrqAction(string name)
{
    // Continuations run elsewhere: the delivery thread has interrupts to deliver.
    private readonly TaskCompletionSource _freed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => name;

    /// <summary>Completes when the handler will never run again, with what the domain's callbacks threw meanwhile.</summary>
    public Task Freed => _freed.Task;

    /// <summary>What the domain's callbacks have thrown so far while the handler is being freed. Guarded by the interrupt's lock.</summary>
    public CallbackFailures Failures { get; } = new();

    public abstract IrqReturn Run();

    public void SetFreed(MsiError? error)
    {
        if (error is null)
        {
            _freed.SetResult();
            return;
        }

        _freed.SetException(ExceptionDispatchInfo.SetCurrentStackTrace(new MsiException(error)));

        // Whoever freed it is told in its own way; the task that nobody asks has nothing to add.
        _ = _freed.Task.Exception;
    }
}
