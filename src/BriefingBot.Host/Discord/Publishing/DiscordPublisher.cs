using System.Globalization;
using System.Text;
using System.Text.Json;
using BriefingBot.Chat;
using BriefingBot.Host.Discord.Rendering;
using BriefingBot.Host.Discord.Rest;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Discord.Publishing;

/// <summary>Posts to Discord's channels so that a repetition is seen once (Discord R69 to R71, R74).</summary>
internal sealed partial class DiscordPublisher(DiscordRest rest, IOptions<DiscordOptions> options, DiscordStatus status, ILogger<DiscordPublisher> logger)
    : IChatPublisher
{
    // As many as Discord gives at once.
    private const int PageLength = 100;
    private const int MostPages = 5;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private static PublishOutcome NoSuchChannel => new PublishOutcome.Refused("There is no such channel; name one of this server's.");

    public bool KnowsRepetitions => true;

    public async Task<PublishOutcome> PublishAsync(ChannelPost post, CancellationToken cancellationToken)
    {
        if (!ulong.TryParse(post.Channel, out var channel))
        {
            return NoSuchChannel;
        }

        var marker = PostMarker.Of(post.Channel, post.Key);
        if (post.MayBeThere && await FindAsync(channel, marker, cancellationToken) is { } found)
        {
            return found;
        }

        ulong? role = ulong.TryParse(post.Role, out var notified) ? notified : null;
        var result = await rest.SendAsync(
            new(HttpMethod.Post, $"channels/{channel}/messages", MessageBody.Create(DiscordRenderer.Render(post.Reply), marker, role)) { IsRepeatable = true, Deadline = Deadline },
            cancellationToken);
        return result switch
        {
            { IsOk: true } => new PublishOutcome.Sent(IdOf(result.Body) ?? string.Empty),

            // The nonce is known, so it was there; somebody has deleted it since.
            { Code: ErrorCode.UnknownMessage } => new PublishOutcome.Sent(string.Empty),
            _ => Failed(result),
        };
    }

    // Whoever may show that they are typing may write (Discord documents no lighter way that asks for the same rights).
    public async Task<PublishOutcome> TryAsync(string channel, CancellationToken cancellationToken) => ulong.TryParse(channel, out var id)
        ? Outcome(await rest.SendAsync(new(HttpMethod.Post, $"channels/{id}/typing") { Deadline = Deadline }, cancellationToken))
        : NoSuchChannel;

    public async Task<PublishOutcome> TellAsync(string person, Reply reply, CancellationToken cancellationToken)
    {
        if (!ulong.TryParse(person, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return new PublishOutcome.Refused("There is no such person on Discord.");
        }

        var body = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"recipient_id\":\"{id}\"}}"));
        var opened = await rest.SendAsync(new(HttpMethod.Post, "users/@me/channels", body) { IsRepeatable = true, Deadline = Deadline }, cancellationToken);
        if (!opened.IsOk)
        {
            // Not even a channel is there yet, so nothing can have been said.
            return opened.Outcome is RestOutcome.Unknown ? new PublishOutcome.NotSent() : Failed(opened);
        }

        return IdOf(opened.Body) is { } channel
            ? await PublishAsync(new(channel, reply, Guid.NewGuid().ToString()), cancellationToken)
            : new PublishOutcome.NotSent();
    }

    // Null where it is not there; an outcome where it is, or where nobody can tell.
    private async Task<PublishOutcome?> FindAsync(ulong channel, PostMarker marker, CancellationToken cancellationToken)
    {
        // A bot's user has the number of its application, but for bots of before 2016.
        string[] self = status.User is { } user ? [options.Value.ApplicationId, user] : [options.Value.ApplicationId];
        var before = string.Empty;
        for (var pages = 0; pages < MostPages; pages++)
        {
            var result = await rest.SendAsync(new(HttpMethod.Get, $"channels/{channel}/messages?limit={PageLength}{before}") { Deadline = Deadline }, cancellationToken);
            if (!result.IsOk)
            {
                return result.Outcome is RestOutcome.Refused ? Failed(result) : new PublishOutcome.Unknown();
            }

            if (MessagePage.Read(result.Body, marker, self) is not { } page)
            {
                return new PublishOutcome.Unknown();
            }

            if (page.Found is { } id)
            {
                return new PublishOutcome.Sent(id);
            }

            if (page.Count < PageLength || page.Oldest is null)
            {
                return null;
            }

            before = $"&before={page.Oldest}";
        }

        // Older than all that was looked at, or not there.
        return new PublishOutcome.Unknown();
    }

    // Only what is wrong with the channel is the channel's: a token or an address that Discord refuses is ours.
    private PublishOutcome Outcome(RestResult result) => result.IsOk ? new PublishOutcome.Sent(string.Empty) : Failed(result);

    private PublishOutcome Failed(RestResult result) => result switch
    {
        { Outcome: RestOutcome.NotSent } or { Status: StatusCodes.Status401Unauthorized }
            or { Status: StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound, Code: 0 } => new PublishOutcome.NotSent(),
        { Outcome: RestOutcome.Refused } => Refuse(result),
        _ => new PublishOutcome.Unknown(),
    };

    // What Discord has against this one post is not the channel's: the next one may be taken.
    private PublishOutcome Refuse(RestResult result)
    {
        Log.Refused(logger, result.Status, result.Code);
        var sentence = result.Code switch
        {
            ErrorCode.UnknownChannel => "The channel is gone. Choose another one.",
            ErrorCode.MissingAccess => "The bot does not see this channel. Give it the right “View Channel” there.",
            ErrorCode.CannotTell => "Discord does not let the bot write to this person.",
            ErrorCode.MissingPermissions => "The bot may not write in this channel. Give it the rights “View Channel” and “Send Messages” there.",
            _ => $"Discord does not take this post (status {result.Status}, code {result.Code}). Tell whoever runs this bot.",
        };
        return result.Status is StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound
            ? new PublishOutcome.Refused(sentence, IsGone: result.Code is ErrorCode.UnknownChannel)
            : new PublishOutcome.Rejected(sentence);
    }

    private static string? IdOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.GetProperty("id").GetString();
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Discord refused a post to a channel: status {Status}, code {Code}")]
        public static partial void Refused(ILogger logger, int status, int code);
    }
}
