namespace BriefingBot.Host.Discord.Rest;

/// <summary>A request to Discord.</summary>
/// <param name="Route">Below the base address, without a slash before it: <c>channels/1/messages</c>. May hold an interaction's token: never logged.</param>
/// <param name="Body">A JSON document or what <see cref="ContentType"/> says; empty for none.</param>
internal sealed record RestRequest(HttpMethod Method, string Route, ReadOnlyMemory<byte> Body = default)
{
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(30);

    public string ContentType { get; init; } = "application/json";

    /// <summary>
    /// Whether it may be sent again when nobody knows whether it was carried out (Discord R93). Everything may but the
    /// creation of something; a creation may too where a nonce or a second answer's error keeps it from being made twice.
    /// </summary>
    public bool IsRepeatable { get; init; } = Method != HttpMethod.Post;

    /// <summary>How long it may take in all, waits and repetitions included (Discord R94, R95).</summary>
    public TimeSpan Deadline { get; init; } = DefaultDeadline;

    /// <summary>Without the body, which nobody may log, and without the route's tokens (Discord R9).</summary>
    public override string ToString() => $"{Method} {RestRoute.Template(Route)}";
}
