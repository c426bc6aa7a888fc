namespace BriefingBot.Host.Discord.Rest;

/// <summary>What became of a request.</summary>
/// <param name="Status">The HTTP status of the last answer, or 0 where there was none.</param>
/// <param name="Code">Discord's error code, or 0.</param>
/// <param name="Body">The answer's body.</param>
internal readonly record struct RestResult(RestOutcome Outcome, int Status, int Code, ReadOnlyMemory<byte> Body)
{
    public bool IsOk => Outcome is RestOutcome.Ok;
}

/// <summary>How a request ended.</summary>
internal enum RestOutcome
{
    /// <summary>Discord did it: a 2xx, or an answer that says it was done before (40060 after a repetition of ours, Discord R37).</summary>
    Ok,

    /// <summary>Discord will not do it: a 4xx other than 429.</summary>
    Refused,

    /// <summary>It was not carried out and can be tried again later: limits, an open breaker, no connection, a 502.</summary>
    NotSent,

    /// <summary>It may or may not have been carried out: a timeout, a reset, a 5xx other than 502.</summary>
    Unknown,
}
