using MsiEncap.Analyzers.Tests.TestKit;
using Xunit;

namespace MsiEncap.Analyzers.Tests.Generators;

public sealed class ReferenceSnapshotTests
{
    [Fact]
    public void Given_a_class() => Verify(Contracts.Mlx5);

    [Fact]
    public void Given_a_cookie_and_its_type_nested_in_generic_types() => Verify("""
        using MsiEncap.Contracts;

        namespace Acme;

        internal static partial class Outer<T>
        {
            internal partial record struct Middle<TKey, TValue>
            {
                [MsiCookieContract("acme,nested")]
                [CookieReference("Owner", typeof(Pool<int>.Slab<string>.Owner))]
                public readonly partial struct NestedCookie;
            }
        }

        internal static class Pool<T>
        {
            internal abstract class Slab<TKey>
            {
                internal interface Owner;
            }
        }
        """);

    [Fact]
    public void Given_names_that_are_keywords() => Verify("""
        namespace @namespace.@record
        {
            [MsiEncap.Contracts.MsiCookieContract("acme,keywords")]
            [MsiEncap.Contracts.CookieReference("class", typeof(@event<@delegate.@var>.@field))]
            internal readonly partial struct @struct;

            internal class @event<@in>
            {
                internal class @field;
            }

            namespace @delegate
            {
                internal enum @var;
            }
        }
        """);

    [Fact]
    public void Given_names_that_hide_the_framework_and_the_stored_field() => Verify("""
        namespace Acme.System
        {
            internal static class MsiEncap;
        }

        namespace Acme.System.Collections
        {
            [global::MsiEncap.Contracts.MsiCookieContract("acme,hidden")]
            [global::MsiEncap.Contracts.CookieReference("_reference", typeof(Object))]
            internal readonly partial struct Collections;

            internal class Object;
        }
        """);

    [Fact]
    public void Given_texts_that_have_to_be_escaped() => Verify("""
        [MsiEncap.Contracts.MsiCookieContract("acme,\"<&>\\\u2028größe")]
        [MsiEncap.Contracts.CookieReference("Gerät", typeof(Größe), Summary = "Less < or & more >,\r\n on two\u2028lines\0.")]
        internal readonly partial struct EscapedCookie;

        internal class Größe;
        """);

    [Fact]
    public void Given_an_array_of_arrays() => Verify("""
        [MsiEncap.Contracts.MsiCookieContract("acme,array")]
        [MsiEncap.Contracts.CookieReference("Slots", typeof(string?[]?[][,]))]
        internal readonly partial struct ArrayCookie;
        """);

    [Fact]
    public void Given_a_constructed_delegate() => Verify("""
        using System;
        using System.Collections.Generic;
        using MsiEncap.Contracts;

        namespace Acme;

        [MsiCookieContract("acme,constructed")]
        [CookieReference("Callback", typeof(Func<List<Foo>, Dictionary<string, Foo?>, int?, (int Low, Foo[] High)>))]
        internal readonly partial struct ConstructedCookie;

        internal class Foo;
        """);

    [Fact]
    public void Given_a_type_less_accessible_than_its_cookie() => Verify("""
        using MsiEncap.Contracts;

        namespace Acme;

        /// <summary>A cookie.</summary>
        [MsiCookieContract("acme,hidden")]
        [CookieReference("Queue", typeof(Queue))]
        public readonly partial struct HiddenCookie;

        internal sealed class Queue;
        """);

    private static void Verify(
        string source,
        [System.Runtime.CompilerServices.CallerFilePath] string file = "",
        [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Shape.Verify([(GeneratorRun.DefaultPath, source)], file, method);
}
