using System.Security.Cryptography;
using System.Text;
using BriefingBot.Documents;

namespace BriefingBot.Authoring;

/// <summary>The text of a file: UTF-8, line ends as <c>\n</c>, a byte order mark dropped; knows lines and columns.</summary>
internal sealed class FileText
{
    private const int MostUnsafeCharacters = 5;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<int> lineStarts = [0];

    public FileText(string text)
    {
        Text = text;
        for (var i = text.IndexOf('\n', StringComparison.Ordinal); i >= 0; i = text.IndexOf('\n', i + 1))
        {
            lineStarts.Add(i + 1);
        }
    }

    public string Text { get; }

    /// <summary>The first eight hex digits of the SHA-256 of the text: what a revision is called.</summary>
    public string Revision => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)).AsSpan(0, 4));

    public Place PlaceOf(int offset)
    {
        var line = lineStarts.BinarySearch(offset);
        line = line < 0 ? ~line - 1 : line;
        return new(line + 1, offset - lineStarts[line] + 1);
    }

    /// <summary>Decodes the bytes; null, with the problem noted, when they are not text we can show.</summary>
    public static FileText? Decode(ReadOnlySpan<byte> bytes, ProblemSink problems)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            problems.Error(Place.Start, ProblemCodes.NotUtf8, "This file is saved as UTF-16; save it as UTF-8.");
            return null;
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            bytes = bytes[3..];
        }

        try
        {
            var text = new FileText(Strict.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
            text.NoteUnsafeCharacters(problems);
            return text;
        }
        catch (DecoderFallbackException invalid)
        {
            problems.Error(PlaceOfByte(bytes, invalid.Index), ProblemCodes.NotUtf8, "This byte is not UTF-8 text; save the file as UTF-8.");
            return null;
        }
    }

    private void NoteUnsafeCharacters(ProblemSink problems)
    {
        var found = Enumerable.Range(0, Text.Length)
            .Where(i => Text[i] is not ('\n' or '\t') && SafeText.IsUnsafe(Text[i]))
            .Take(MostUnsafeCharacters);
        foreach (var i in found)
        {
            problems.Error(PlaceOf(i), ProblemCodes.UnsafeCharacter,
                $"The invisible character U+{(int)Text[i]:X4} can change how other text is shown; delete it.");
        }
    }

    private static Place PlaceOfByte(ReadOnlySpan<byte> bytes, int index)
    {
        var before = bytes[..Math.Clamp(index, 0, bytes.Length)];
        return new(before.Count((byte)'\n') + 1, before.Length - (before.LastIndexOf((byte)'\n') + 1) + 1);
    }
}
