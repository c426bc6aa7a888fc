using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using BriefingBot.Documents;

namespace BriefingBot.Host;

/// <summary>
/// Markup that is safe to send, and the only way to make any. It is made of interpolated strings, <c>Html.Of($"&lt;p&gt;{text}&lt;/p&gt;")</c>: what stands in
/// braces is escaped, in attributes (always between double quotes) as in text, unless it is markup itself.
/// </summary>
internal readonly struct Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string? markup;

    private Html(string markup) => this.markup = markup;

    public static Html None => default;

    public static Html Of(Builder builder) => new(builder.ToString());

    /// <summary>A text letter by letter, line breaks too: for a field that is sent back.</summary>
    public static Html Verbatim(string text) => new(Encoder.Encode(text));

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.markup)));

    public override string ToString() => markup ?? string.Empty;

    /// <summary>What the compiler makes of an interpolated string.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Builder(int literalLength, int formattedCount)
    {
        private readonly StringBuilder html = new(literalLength + (16 * formattedCount));

        public void AppendLiteral(string markup) => html.Append(markup);

        public void AppendFormatted(Html markup) => html.Append(markup.markup);

        public void AppendFormatted(IEnumerable<Html> parts) => html.Append(Join(parts).markup);

        public void AppendFormatted(string? text) => html.Append(Encoder.Encode(SafeText.Inert(text ?? string.Empty)));

        public void AppendFormatted(int number) => html.Append(number);

        public override string ToString() => html.ToString();
    }
}
