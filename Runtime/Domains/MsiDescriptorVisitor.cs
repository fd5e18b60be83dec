using MsiEncap.Encapsulation;

namespace MsiEncap.Domains;

/// <summary>Is shown each allocated descriptor of a domain, under the device's descriptor lock.</summary>
/// <param name="descriptor">The descriptor, valid during the call.</param>
[RestrictedTo(typeof(IrqDomainImplementer), Instead = "keep the virqs that the allocations returned")]
public delegate void MsiDescriptorVisitor(scoped MsiDescriptor descriptor);
