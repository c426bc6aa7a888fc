using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using BriefingBot.Authoring;

namespace BriefingBot.Curating.Editing;

/// <summary>Reads a section's text out of a file that somebody handed over. What it is, its bytes say: names and types are claims.</summary>
internal static class UploadedText
{
    private const string Anew = "Save the section as plain text in UTF-8, as a download of it is, and upload that.";

    private static readonly (byte[] Start, string What)[] Kinds =
    [
        ([.. "PK\u0003\u0004"u8], "a zip archive, as office documents are too"),
        ([.. "PK\u0005\u0006"u8], "a zip archive"),
        ([0x1F, 0x8B], "a compressed file"),
        ([.. "7z"u8, 0xBC, 0xAF], "a compressed file"),
        ([.. "Rar!"u8], "a compressed file"),
        ([.. "%PDF-"u8], "a PDF document"),
        ([0x89, .. "PNG"u8], "an image"),
        ([0xFF, 0xD8, 0xFF], "an image"),
        ([.. "GIF8"u8], "an image"),
        ([.. "RIFF"u8], "an image, a sound or a film"),
        ([0xD0, 0xCF, 0x11, 0xE0], "a document of an office program"),
        ([0xFF, 0xFE], "text in UTF-16"),
        ([0xFE, 0xFF], "text in UTF-16"),
    ];

    private static readonly string[] WebPages = ["<!doctype", "<html", "<head", "<body", "<script", "<?xml", "<svg"];

    /// <param name="refusal">Where it is no text: what it is and what to do, in sentences.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SectionText? text, [NotNullWhen(false)] out string? refusal)
    {
        (text, refusal) = (null, KindOf(bytes) is { } kind ? $"The file is {kind}. {Anew}" : null);
        return refusal is null && SectionText.TryRead(Encoding.UTF8.GetString(bytes), out text, out refusal);
    }

    private static string? KindOf(ReadOnlySpan<byte> bytes)
    {
        foreach (var (start, what) in Kinds)
        {
            if (bytes.StartsWith(start))
            {
                return what;
            }
        }

        if (bytes.Contains((byte)0))
        {
            return "no text: it holds bytes that no text has";
        }

        return !Utf8.IsValid(bytes) ? "no text in UTF-8" : IsWebPage(bytes) ? "a web page or other markup" : null;
    }

    private static bool IsWebPage(ReadOnlySpan<byte> bytes)
    {
        const int Enough = 200;
        var start = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, Enough)]).TrimStart('\uFEFF').TrimStart();
        return WebPages.Any(mark => start.StartsWith(mark, StringComparison.OrdinalIgnoreCase));
    }
}
