namespace BriefingBot.Documents;

/// <summary>Numbers of things as people say them.</summary>
public static class Quantity
{
    /// <summary><c>1 section</c>, <c>12,500 sections</c>.</summary>
    /// <param name="noun">In the singular; its plural takes an s.</param>
    public static string Of(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number:N0} {noun}s";
}
