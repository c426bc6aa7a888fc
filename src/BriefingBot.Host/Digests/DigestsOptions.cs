using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BriefingBot.Documents;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Digests;

/// <summary><c>Digests</c>: how digests are delivered.</summary>
internal sealed class DigestsOptions
{
    public const string Section = "Digests";

    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Most = TimeSpan.FromHours(12);

    /// <summary>A digest that is later than this is skipped: <c>hh:mm</c>, from a minute to twelve hours.</summary>
    [AllowNull]
    public string LateLimit { get; set => field = value ?? string.Empty; } = "02:00";

    /// <summary>Null where it is not valid.</summary>
    public TimeSpan? LateLimitTime =>
        TimeSpan.TryParseExact(LateLimit, [@"h\:mm", @"hh\:mm", @"hh\:mm\:ss"], CultureInfo.InvariantCulture, out var limit) && limit >= Least && limit <= Most ? limit : null;
}

internal sealed class DigestsOptionsValidator : IValidateOptions<DigestsOptions>
{
    public ValidateOptionsResult Validate(string? name, DigestsOptions options) => options.LateLimitTime is null
        ? ValidateOptionsResult.Fail($"Digests:LateLimit is “{SafeText.Echo(options.LateLimit)}”; write hours and minutes from 00:01 to 12:00, such as 02:00.")
        : ValidateOptionsResult.Success;
}
