using Microsoft.CodeAnalysis;
using MsiEncap.Analyzers.Tests.TestKit;

namespace MsiEncap.Analyzers.Tests;

/// <summary>A small role library that stands in for the runtime's domains: some of everything that can be restricted.</summary>
internal static class IrqLibrary
{
    public const string Source = """
        using System;
        using System.Collections.Generic;
        using MsiEncap.Encapsulation;

        namespace Acme.Irq
        {
            /// <summary>A role of this library, which therefore acts in it, but not in the base.</summary>
            public abstract class SlabImplementer : EncapsulationRole { }

            /// <summary>A role that includes another.</summary>
            public abstract class SlabOwner : SlabImplementer { }

            [RestrictedTo(typeof(SlabImplementer), Instead = "ask the device for memory.")]
            public abstract class MsiDomain
            {
                public const int MaxIndex = 65535;
                public static int Count { get; set; }
                public static MsiDomain? Create(int size) => null;
                public static MsiDomain? Create(MsiDomain parent) => parent;
                public int Mask { get; set; }
                public int this[int index] => index;
                public event Action? Changed { add { } remove { } }
                public void Activate() { }
                public MsiDomain? Parent { get; set; }
                public static bool operator >(MsiDomain left, int right) => left.Mask > right;
                public static bool operator <(MsiDomain left, int right) => left.Mask < right;
                public static MsiDomain operator +(MsiDomain left, int right) => left;
                public static implicit operator int(MsiDomain domain) => domain.Mask;
                public class Slot { public const int Size = 16; public static void Touch() { } }
                public interface IWalker { }
            }

            /// <summary>Not marked, restricted because it derives.</summary>
            public class IdxdImsDomain : MsiDomain { public IdxdImsDomain() { } public IdxdImsDomain(MsiDomain parent) { } }

            [RestrictedTo(typeof(SlabImplementer))]
            public interface IChip { void Ack(); }

            /// <summary>Not marked, restricted because it implements.</summary>
            public struct Chip : IChip { public void Ack() { } }

            [RestrictedTo(typeof(SlabImplementer))]
            public delegate void FlowHandler(int virq);

            [RestrictedTo(typeof(SlabImplementer))]
            public enum BusToken { Any, Msi }

            [RestrictedTo(typeof(SlabImplementer))]
            public sealed class WiredAttribute : Attribute { public int Level { get; set; } }

            [RestrictedTo(typeof(SlabImplementer))]
            public static class DomainExtensions { public static int Probe(this Device device, int depth = 0) => depth; }

            [RestrictedTo(typeof(SlabImplementer))]
            public sealed class Table<T> { public T? Head; }

            public readonly record struct IdxdCookie(uint Pasid);

            public class Device
            {
                public IdxdImsDomain? ImsDomain { get; set; }
                public List<MsiDomain> Domains { get; } = [];
                [RestrictedTo(typeof(SlabImplementer))] public MsiDomain? Owned { get; set; }
                [RestrictedTo(typeof(SlabImplementer))] public int Raw;
                [RestrictedTo(typeof(SlabImplementer))] public const int Magic = 7;
                [RestrictedTo(typeof(SlabImplementer))] public event Action? Fired { add { } remove { } }
                [RestrictedTo(typeof(SlabImplementer))] public Func<int>? Reader;
                [RestrictedTo(typeof(SlabImplementer), Instead = "reset the queue")] public void Reset(int depth = 1) { }
                [RestrictedTo(typeof(SlabImplementer))] protected virtual void OnReset() { }
                [RestrictedTo(typeof(SlabImplementer))] public Device(int slot) { }
                public Device() { }

                [RestrictedTo(typeof(SlabImplementer), Instead = "pass the device, or the domain id that the queue was set up with")]
                public int AllocateImsIrq(MsiDomain? domain, IdxdCookie cookie) => 0;
                public int AllocateImsIrq(IdxdCookie cookie) => 0;

                [RestrictedTo(typeof(SlabImplementer))]
                public int Bind(string name, MsiDomain? domain = null, params MsiDomain[] others) => 0;

                [RestrictedTo(typeof(SlabImplementer))]
                public bool TryTake(out MsiDomain? domain) { domain = null; return false; }

                [RestrictedTo(typeof(SlabImplementer))]
                public void Visit(Action<MsiDomain> visitor) { }

                public void Share([RestrictedTo(typeof(SlabImplementer))] int slot, int other = 0) { }
                public void Each(Func<MsiDomain, int> selector) { }
                public static T Pick<T>(T value) => value;
            }
        }
        """;

    /// <summary>The library, as a package brings it.</summary>
    public static MetadataReference Reference { get; } = Library.Compile("Acme.Irq", Source);
}
