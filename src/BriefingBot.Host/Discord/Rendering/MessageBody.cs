using System.Globalization;
using System.Text;
using BriefingBot.Host.Discord.Publishing;

namespace BriefingBot.Host.Discord.Rendering;

/// <summary>JSON bodies of messages that are not a first answer: edits, follow-ups, posts to channels.</summary>
internal static class MessageBody
{
    /// <summary>PATCH of a message. Whether it is private was settled when it was made (Discord R39, R81). Files of before go, since none is listed (Discord R73).</summary>
    public static byte[] Edit(DiscordMessage message) => Of(MessageFlags.ComponentsV2, message, "[]"u8);

    /// <summary>POST of a follow-up (Discord R38).</summary>
    public static byte[] FollowUp(DiscordMessage message, bool isPrivate) =>
        Of(MessageFlags.ComponentsV2 | (isPrivate ? MessageFlags.Ephemeral : MessageFlags.None), message, default);

    /// <summary>POST to a channel (Discord R68, R69), with what it is known by again.</summary>
    /// <param name="role">The one role that is notified, or null.</param>
    public static byte[] Create(DiscordMessage message, PostMarker marker, ulong? role = null)
    {
        var start = $"{{\"flags\":{(int)MessageFlags.ComponentsV2},\"nonce\":\"{marker.Nonce}\",\"enforce_nonce\":true,";

        // The first component is an object, which the mark is put into.
        byte[] marked = [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"id\":{marker.ComponentId},")), .. message.Components.Span[2..]];
        return role is { } notified
            ? [.. Encoding.ASCII.GetBytes(start), .. AllowedMentions.Role(notified), .. ",\"components\":["u8, .. AllowedMentions.Mention(notified), .. ","u8, .. marked, .. "}"u8]
            : [.. Encoding.ASCII.GetBytes(start), .. AllowedMentions.Nobody, .. ",\"components\":["u8, .. marked, .. "}"u8];
    }

    // With what is said of attachments where it has none.
    private static byte[] Of(MessageFlags flags, DiscordMessage message, ReadOnlySpan<byte> without) =>
        [.. Encoding.ASCII.GetBytes($"{{\"flags\":{((int)flags).ToString(CultureInfo.InvariantCulture)},"), .. Attachments(message, without), .. Members(message), .. "}"u8];

    private static byte[] Attachments(DiscordMessage message, ReadOnlySpan<byte> without)
    {
        var listed = string.Join(',', message.Files.Select((file, i) => string.Create(CultureInfo.InvariantCulture, $"{{\"id\":{i},\"filename\":\"{file.Name}\"}}")));
        return message.Files.IsEmpty && without.IsEmpty ? [] : [.. "\"attachments\":"u8, .. message.Files.IsEmpty ? without : Encoding.ASCII.GetBytes($"[{listed}]"), .. ","u8];
    }

    private static byte[] Members(DiscordMessage message) =>
        [.. AllowedMentions.Nobody, .. ",\"components\":"u8, .. message.Components.Span];
}
