using System.Globalization;
using System.Text;

namespace BriefingBot.Host.Discord.Rendering;

/// <summary>Whom a message may notify, said in every message (Discord R66, R67): nobody, or exactly one role.</summary>
internal static class AllowedMentions
{
    /// <summary>The most characters a role's mention takes.</summary>
    public const int MostText = 24;

    public static ReadOnlySpan<byte> Nobody => "\"allowed_mentions\":{\"parse\":[]}"u8;

    public static byte[] Role(ulong role) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"allowed_mentions\":{{\"parse\":[],\"roles\":[\"{role}\"]}}"));

    /// <summary>The component that mentions the role: without it nobody would be notified.</summary>
    public static byte[] Mention(ulong role) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"type\":10,\"content\":\"<@&{role}>\"}}"));
}
