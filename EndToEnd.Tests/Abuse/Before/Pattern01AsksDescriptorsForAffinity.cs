namespace MsiEncap.Abuse;

/// <summary>A network queue that goes through the descriptors to learn where its interrupt is delivered, as mlx4 and mlx5 kept one for.</summary>
internal static class Pattern01AsksDescriptorsForAffinity
{
    public static bool IsLocal(PciDevice device, MsiMap map, int cpu)
    {
        CpuMask cpus = CpuMask.None;
        device.ForEachMsiDescriptor(map.DomainId, descriptor =>
        {
            if (descriptor.Virq == map.Virq)
            {
                cpus = descriptor.Affinities[0].Cpus;
            }
        });

        return cpus.Contains(cpu);
    }
}
