using System.Globalization;
using System.Text.Json.Nodes;

namespace BriefingBot.Tests.Discord;

/// <summary>What Discord says of the application, its user and its gateway; all of it can be set.</summary>
internal sealed class FakeApplication
{
    public JsonObject Json { get; } = new()
    {
        ["id"] = FakeDiscord.ApplicationId.ToString(CultureInfo.InvariantCulture),
        ["name"] = "BriefingBot",
        ["description"] = string.Empty,
        ["icon"] = null,
        ["bot_public"] = true,
        ["bot_require_code_grant"] = false,
        ["verify_key"] = new string('a', 64),
        ["flags"] = 0,
        ["interactions_endpoint_url"] = null,
        ["integration_types_config"] = new JsonObject { ["0"] = new JsonObject() },
        ["approximate_guild_count"] = 1,
    };

    public JsonObject User { get; } = new()
    {
        ["id"] = FakeDiscord.ApplicationId.ToString(CultureInfo.InvariantCulture),
        ["username"] = "briefingbot",
        ["discriminator"] = "0",
        ["bot"] = true,
        ["flags"] = 0,
    };

    /// <summary>The servers that the bot is in.</summary>
    public JsonArray Guilds { get; } = [];

    public int Shards { get; set; } = 1;

    public int SessionStarts { get; set; } = 1000;

    public TimeSpan SessionReset { get; set; } = TimeSpan.FromHours(24);

    public int MaxConcurrency { get; set; } = 1;

    public FakeAnswer Gateway(string url) => new(200, new JsonObject
    {
        ["url"] = url,
        ["shards"] = Shards,
        ["session_start_limit"] = new JsonObject
        {
            ["total"] = 1000,
            ["remaining"] = SessionStarts,
            ["reset_after"] = (long)SessionReset.TotalMilliseconds,
            ["max_concurrency"] = MaxConcurrency,
        },
    }.ToJsonString());
}
