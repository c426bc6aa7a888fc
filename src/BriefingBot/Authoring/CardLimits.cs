namespace BriefingBot.Authoring;

/// <summary>
/// How long a section may be so that its card is shown whole everywhere. The narrowest platforms take 3,000
/// characters in one block of text and 6,000 in a whole message; the rest is room for status, marks and controls.
/// </summary>
public static class CardLimits
{
    public const int BodyCharacters = 2_800;

    public const int CardCharacters = 5_500;
}
