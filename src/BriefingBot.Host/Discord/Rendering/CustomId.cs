using System.Buffers;
using System.Globalization;
using BriefingBot.Documents;

namespace BriefingBot.Host.Discord.Rendering;

/// <summary>
/// What a control carries (Discord R75): <c>1a1b2c3d42/brief tea plant</c> is version 1, revision <c>a1b2c3d4</c>, part 2
/// and the command; <c>-</c> stands for a reply without a revision, and <c>~3</c> after the part tells controls with the same
/// command apart. A menu has <c>#0</c>, its number, instead of a command: the chosen value is the command.
/// </summary>
/// <param name="Revision">Eight hexadecimal digits of the reply that the control stands under, or <see cref="NoRevision"/>.</param>
/// <param name="Part">The part of the command's reply that is asked for, from 1.</param>
/// <param name="Command">As a reader would type it; null for a menu. Anybody can send anything here: as untrusted as typed text.</param>
internal readonly record struct CustomId(string Revision, int Part, string? Command)
{
    public const int MaxLength = 100;
    public const string NoRevision = "-";

    private const char Version = '1';
    private const int RevisionLength = 8;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The id of a button; null where the command does not fit whole or is none.</summary>
    /// <param name="copy">How many controls of the message have the same command and part before it.</param>
    public static string? Write(string revision, int part, string command, int copy = 0)
    {
        var id = copy == 0 ? $"{Version}{revision}{part}{command}" : $"{Version}{revision}{part}~{copy}{command}";
        return id.Length <= MaxLength && command.StartsWith('/') && IsClean(command) ? id : null;
    }

    /// <summary>The id of a menu.</summary>
    /// <param name="index">Its number in the message.</param>
    public static string WriteMenu(string revision, int index) => $"{Version}{revision}1#{index}";

    /// <summary>Whether a command can be a menu's value: whole, and the same when it comes back.</summary>
    public static bool CanBeValue(string command) => command.Length is > 0 and <= MaxLength && IsClean(command);

    /// <summary>The revision a card's id names: <c>topic/section@revision</c>.</summary>
    public static string RevisionOf(string cardId) =>
        cardId.LastIndexOf('@') is >= 0 and var at && IsRevision(cardId.AsSpan(at + 1)) ? cardId[(at + 1)..] : NoRevision;

    /// <summary>Reads what a control sent back; false for whatever this version of the bot did not write.</summary>
    public static bool TryRead(string? text, out CustomId id)
    {
        id = default;
        if (text is not { Length: > 3 and <= MaxLength } || text[0] != Version)
        {
            return false;
        }

        var revision = text[1] == NoRevision[0] ? 1 : RevisionLength;
        if (text.Length <= 1 + revision || (revision == RevisionLength && !IsRevision(text.AsSpan(1, revision))))
        {
            return false;
        }

        var rest = text.AsSpan(1 + revision);
        if (!TryReadNumber(ref rest, out var part) || part == 0)
        {
            return false;
        }

        var isMenu = rest is ['#', ..];
        if (rest is ['~' or '#', ..])
        {
            rest = rest[1..];
            if (!TryReadNumber(ref rest, out _))
            {
                return false;
            }
        }

        id = new(text.Substring(1, revision), part, isMenu ? null : rest.ToString());
        return isMenu ? rest.IsEmpty : rest is ['/', ..];
    }

    private static bool TryReadNumber(ref ReadOnlySpan<char> text, out int number)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;
        var isNumber = length is > 0 and < 7;
        number = isNumber ? int.Parse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        text = text[length..];
        return isNumber;
    }

    private static bool IsRevision(ReadOnlySpan<char> text) => text.Length == RevisionLength && !text.ContainsAnyExcept(HexDigits);

    // What is changed on its way to Discord and back would be another command.
    private static bool IsClean(string command) =>
        ReferenceEquals(SafeText.Inert(command), command) && !char.IsWhiteSpace(command[0]) && !char.IsWhiteSpace(command[^1]);
}
