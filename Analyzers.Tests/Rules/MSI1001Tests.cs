using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

public class MSI1001SeedTests
{
    [Fact]
    public Task Given_the_seeds_call_when_a_domain_is_passed_then_it_is_one_error_at_the_argument() =>
        Check.Analyzer<MSI1001RestrictedSymbolAnalyzer>("""
            using Acme.Irq;
            class Queue
            {
                int Open(Device device, Device driver, uint pasid) =>
                    device.AllocateImsIrq([|driver.ImsDomain|], new IdxdCookie(pasid));
            }
            """)
            .Reference(IrqLibrary.Reference)
            .Message(
                "'IdxdImsDomain' is restricted to slab implementers (role SlabImplementer of Acme.Irq); pass the device, or the domain id that the queue was set up with")
            .RunAsync();
}
