namespace MsiEncap.Runtime.Tests.Conformance;

/// <summary>The rule of the kernel that a test proves.</summary>
/// <param name="rule">A case such as "C5", or a section and what it is about, such as "§5 edge flow".</param>
/// <param name="symbol">The kernel symbol by which one finds the rule in its sources.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class FollowsAttribute(string rule, string symbol) : Attribute
{
    public string Rule => rule;

    public string Symbol => symbol;
}
