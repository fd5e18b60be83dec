namespace MsiEncap.Abuse;

/// <summary>A network queue that goes through the descriptors to learn where its interrupt is delivered, as mlx4 and mlx5 kept one for.</summary>
internal static class Pattern01AsksDescriptorsForAffinity
{
    public static bool IsLocal(PciDevice device, MsiMap map, int cpu)
    {
        CpuMask cpus = device.GetIrqAffinity(map.Virq);

        return cpus.Contains(cpu);
    }
}
