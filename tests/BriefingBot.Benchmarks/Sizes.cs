namespace BriefingBot.Benchmarks;

/// <summary>How many sections are measured over.</summary>
internal static class Sizes
{
    public const int Small = 1_000;
    public const int Full = 100_000;
}
