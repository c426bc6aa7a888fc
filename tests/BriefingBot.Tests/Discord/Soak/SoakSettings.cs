using System.Globalization;

namespace BriefingBot.Tests.Discord;

/// <summary>How long a soak takes and what its chance begins with: <c>SOAK_SECONDS</c> and <c>SOAK_SEED</c> of the environment.</summary>
internal static class SoakSettings
{
    public static TimeSpan Length { get; } = TimeSpan.FromSeconds(Number("SOAK_SECONDS") ?? 20);

    public static int Seed { get; } = Number("SOAK_SEED") ?? 20260101;

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
