using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace BriefingBot.Host.Discord.Publishing;

/// <summary>By what a post is known again: Discord knows it by the nonce for a few minutes, we know it by the component's id for ever.</summary>
/// <param name="Nonce">At most 25 characters (Discord R69).</param>
/// <param name="ComponentId">The id of a component of the message: 31 bits.</param>
internal sealed record PostMarker(string Nonce, int ComponentId)
{
    private const int NonceBytes = 12;

    public static PostMarker Of(string channel, string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{channel}\n{key}"));
        return new(
            Convert.ToHexStringLower(hash.AsSpan(0, NonceBytes)),
            (int)(BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(NonceBytes)) & int.MaxValue) | 1 << 30);
    }
}
