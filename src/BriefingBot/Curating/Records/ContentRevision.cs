using System.Security.Cryptography;
using System.Text;
using BriefingBot.Briefings;

namespace BriefingBot.Curating.Records;

/// <summary>One name for the state of many sections, the same wherever they say the same.</summary>
internal static class ContentRevision
{
    /// <returns>The first eight hex digits of the SHA-256 of all sections' ids in order.</returns>
    public static string Of(IEnumerable<Section> sections)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var id in sections.Select(section => section.Id).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(id));
            hash.AppendData("\n"u8);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 4));
    }
}
