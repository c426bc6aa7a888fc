using System.Security.Cryptography;

namespace BriefingBot.Chat;

/// <summary>Names for things that people refer to: six characters, short enough to type.</summary>
internal static class ShortId
{
    // Without letters and digits that are taken for each other.
    private const string Characters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>One that is not taken yet.</summary>
    public static async Task<string> NewAsync(Func<string, Task<bool>> isTaken)
    {
        while (true)
        {
            var id = RandomNumberGenerator.GetString(Characters, 6);
            if (!await isTaken(id))
            {
                return id;
            }
        }
    }
}
