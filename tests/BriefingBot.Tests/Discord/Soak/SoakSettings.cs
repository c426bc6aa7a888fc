using System.Globalization;

namespace BriefingBot.Tests.Discord;

/// <summary>
/// How long a soak takes and what its chance begins with: <c>SOAK_SECONDS</c> and <c>SOAK_SEED</c> of the environment. Without
/// them two minutes where <c>CI=true</c>, and twenty seconds where somebody waits for it.
/// </summary>
internal static class SoakSettings
{
    public static TimeSpan Length { get; } = TimeSpan.FromSeconds(Number("SOAK_SECONDS") ?? (IsCi ? 120 : 20));

    public static int Seed { get; } = Number("SOAK_SEED") ?? 20260101;

    private static bool IsCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
