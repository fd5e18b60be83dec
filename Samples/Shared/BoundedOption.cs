using System.CommandLine;
using System.CommandLine.Parsing;

namespace MsiEncap.Samples;

/// <summary>A number on the command line that has to lie in a range.</summary>
internal static class BoundedOption
{
    /// <summary>An option whose help and errors say the range.</summary>
    public static Option<int> Create(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name)
        {
            Description = $"{description} {least} to {most}, {usual} if not given.",
            DefaultValueFactory = _ => usual,
        };
        option.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens)
            {
                if (int.TryParse(token.Value, out int value) && (value < least || value > most))
                {
                    result.AddError($"{name} {value}: give a number from {least} to {most}.");
                }
            }
        });
        return option;
    }
}
