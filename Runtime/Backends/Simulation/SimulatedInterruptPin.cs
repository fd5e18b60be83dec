namespace MsiEncap.Simulation;

/// <summary>Which interrupt pin a function uses, if any (PCI Local Bus Specification 3.0, section 6.2.4).</summary>
public enum SimulatedInterruptPin
{
    /// <summary>The function has no pin.</summary>
    None,

    /// <summary>INTA#, which functions that stand alone use.</summary>
    A,

    /// <summary>INTB#.</summary>
    B,

    /// <summary>INTC#.</summary>
    C,

    /// <summary>INTD#.</summary>
    D,
}
