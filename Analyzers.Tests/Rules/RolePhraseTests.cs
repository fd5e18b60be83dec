using MsiEncap.Analyzers.Roles;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Rules;

public class RolePhraseTests
{
    [Theory]
    [InlineData("IrqDomainImplementer", "irq domain implementers", "an irq domain implementer")]
    [InlineData("SlabOwner", "slab owners", "a slab owner")]
    [InlineData("MSIDomainOwner", "msi domain owners", "a msi domain owner")]
    [InlineData("MmioProxy", "mmio proxies", "a mmio proxy")]
    [InlineData("KeyRelay", "key relays", "a key relay")]
    [InlineData("Boss", "bosses", "a boss")]
    [InlineData("Watch", "watches", "a watch")]
    [InlineData("slab_owner", "slab owners", "a slab owner")]
    [InlineData("R", "rs", "a r")]
    public void Given_the_name_of_a_role_then_it_reads_as_words(string name, string plural, string singular)
    {
        Assert.Equal(plural, RolePhrase.Plural(name));
        Assert.Equal(singular, RolePhrase.Singular(name));
    }
}
