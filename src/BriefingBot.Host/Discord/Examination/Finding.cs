namespace BriefingBot.Host.Discord.Examination;

/// <summary>A line of an examination.</summary>
/// <param name="IsThere">Whether it is as it should be.</param>
/// <param name="What">What was looked at.</param>
/// <param name="Sentence">How it is; where it is not as it should be, also what to do.</param>
internal sealed record Finding(bool IsThere, string What, string Sentence);
