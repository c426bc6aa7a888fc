using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BriefingBot.Chat;
using BriefingBot.Documents;
using FsCheck;
using FsCheck.Fluent;

namespace BriefingBot.Tests.Discord;

/// <summary>Replies that nobody would write, and a judge of what Discord would make of their markdown.</summary>
internal static partial class Hostile
{
    private static readonly string[] Pieces =
    [
        "@everyone", "@here", "@", "everyone", "<@123>", "<@&1>", "<#1>", "</x:1>", "<:e:1>", "<a:e:1>", "<t:1:R>", "<", ">", "<id:customize>", "# h", "- l", "-# s", "1. x", "12",
        ".", "> q", ">>> q", "||s||", "`", "``" + "`", "**", "*", "__", "_", "~~", "[", "]", "(", "[x](http://evil.example)", "](http://evil.example)", "http://evil.example", "://",
        "http", "<http://evil.example>", "\\", "\n", "\r", "\u2028", "\u202E", "\uD800", "\uDC00", "\u200D", "😀", "👩‍👩‍👧", "e\u0301", "中", "a", "B. ", " ", "", ":smile:", ": ", "mailto:a@b",
    ];

    private static readonly char[] Markup = [.. "[]<_~|`\\"];

    public static readonly Gen<string> Text = Gen.Frequency(
        (20, Gen.Elements(Pieces).ArrayOf().Select(string.Concat)),
        (1, Gen.Choose(1, 6_000).SelectMany(length => Gen.Elements("*", "x ", "@", "😀", "\\").Select(piece => string.Concat(Enumerable.Repeat(piece, length))[..length]))));

    private static readonly Gen<string> Url = Gen.OneOf(
        Gen.Elements("https://example.org/", "javascript:alert(1)", "https://a@b.example/", "", "http://x.example/a b)c>"),
        Text.Select(text => "https://example.org/" + text));

    private static readonly Gen<ImmutableArray<Inline>> Flat = Gen.OneOf<Inline>(
        Text.Select(text => (Inline)new Text(text)),
        Text.Select(text => (Inline)new Code(text)),
        Text.Select(text => (Inline)new CommandText("/" + text)),
        Text.Select(text => (Inline)new Highlight(text)),
        Text.Select(text => (Inline)new Moment(DateTimeOffset.UnixEpoch, text)),
        Gen.Choose(0, 99).ArrayOf().Select(numbers => (Inline)new CitationMark([.. numbers]))).ArrayOf().Select(inlines => inlines.ToImmutableArray());

    private static readonly Gen<ImmutableArray<Inline>> Inlines = Nested(Nested(Flat));

    private static readonly Gen<Paragraph> Paragraph =
        Inlines.Select(inlines => new Sentence(inlines)).ArrayOf().Select(sentences => new Paragraph([.. sentences]));

    private static readonly Gen<SourceEntry> Entry =
        from title in Text
        from place in Gen.OneOf(Text, Gen.Constant((string)null!))
        from url in Gen.OneOf(Url, Gen.Constant((string)null!))
        from passage in Gen.OneOf(Text, Gen.Constant((string)null!))
        from number in Gen.Choose(0, 200)
        select new SourceEntry(number == 0 ? null : number, title, place, place, url, passage);

    private static readonly Gen<Block> Block = Gen.OneOf(
        Text.Select(text => (Block)new Title(text)),
        Text.Select(text => (Block)new StatusLine(text)),
        Text.Select(text => (Block)new CardId(text)),
        Inlines.Select(inlines => (Block)new Heading(2, inlines)),
        Paragraph.Select(paragraph => (Block)paragraph),
        Paragraph.ArrayOf().SelectMany(items => Gen.Elements(true, false).Select(ordered => (Block)new ItemList(ordered, [.. items]))),
        Entry.ArrayOf().Select(entries => (Block)new SourceList([.. entries])));

    private static readonly Gen<Control> Control = Gen.OneOf(
        from label in Text
        from command in Text
        select (Control)new Button(label, "/" + command),
        from label in Text
        from items in (from item in Text
                       from command in Text
                       from current in Gen.Elements(true, false)
                       select new MenuItem(item, command, "/" + command, current)).ArrayOf()
        select (Control)new Menu(label, [.. items]));

    public static readonly Arbitrary<Reply> Replies =
        (from blocks in Block.ArrayOf()
         from controls in Control.ArrayOf()
         from command in Text
         select new Reply([.. blocks]) { Controls = [.. controls], Command = "/" + command }).ToArbitrary();

    /// <summary>Reads markdown as Discord does, and says what of it a bot must never have written; null where all is well.</summary>
    public static string? Harm(string markdown)
    {
        if (Mention().Match(markdown) is { Success: true } mention)
        {
            return $"The mention {mention.Value}";
        }

        var rest = EscapedOrOwn().Replace(markdown, "·");
        return rest switch
        {
            _ when rest.Contains("://", StringComparison.Ordinal) => "A link that was not meant",
            _ when rest.Contains("](", StringComparison.Ordinal) => "A masked link that was not meant",
            _ when OwnMark().Replace(rest, "·").IndexOfAny(Markup) >= 0 => "Markup that was not meant",
            _ when rest.Contains(">>>", StringComparison.Ordinal) => "A quote that was not meant",
            _ => null,
        };
    }

    private static Gen<ImmutableArray<Inline>> Nested(Gen<ImmutableArray<Inline>> inner) => Gen.OneOf(
        inner,
        inner.Select(inlines => ImmutableArray.Create<Inline>(new Emphasis(inlines))),
        inner.Select(inlines => ImmutableArray.Create<Inline>(new Strong(inlines), new Strong(inlines))),
        inner.SelectMany(inlines => Url.Select(url => ImmutableArray.Create<Inline>(new Link(inlines, url)))));

    [GeneratedRegex("@everyone|@here|<@[!&]?[0-9]|<#[0-9]|</|<a?:\\w|<t:(?!0:F>)|<id:")]
    private static partial Regex Mention();

    // An escaped character, code, and the end of a link, whichever comes first.
    [GeneratedRegex(@"\\[^0-9A-Za-z\s]|(`{1,2})(?!`)(?:.*?[^`])\1(?!`)|\]\(<https?://[^\s<>()]*>\)|<https?://[^\s<>()]*>|<t:0:F>")]
    private static partial Regex EscapedOrOwn();

    [GeneratedRegex(@"\[[0-9]+\]|\[")]
    private static partial Regex OwnMark();
}
