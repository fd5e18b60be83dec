using System.Collections.Immutable;

namespace MsiEncap.Core;

/// <summary>The handlers that share a line, as one: each is asked, whatever the others say (<c>__handle_irq_event_percpu</c>).</summary>
internal sealed class SharedActions(IrqDescriptor irq, ImmutableArray<IrqAction> actions)
    : IrqAction(string.Join(", ", actions.Select(action => action.Name)), IrqFlags.Shared)
{
    public override bool HasThread => actions.Any(action => action.HasThread);

    public override long HandledByThread => actions.Sum(action => action.HandledByThread);

    public override bool IsOwnThread => actions.Any(action => action.IsOwnThread);

    public override void WaitForThread()
    {
        foreach (IrqAction action in actions)
        {
            action.WaitForThread();
        }
    }

    public override IrqReturn Run()
    {
        IrqReturn result = IrqReturn.None;
        foreach (IrqAction action in actions)
        {
            // One that an earlier one has freed in this very run must not run any more.
            if (action.Withdrawn)
            {
                continue;
            }

            try
            {
                IrqReturn answer = action.Run();
                result = answer == IrqReturn.Handled || result == IrqReturn.None ? answer : result;
            }
            catch (Exception thrown)
            {
                irq.Flow.Fault(action.Name, thrown);
            }
        }

        return result;
    }
}
