using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Host.WebChat;

/// <summary>
/// A reply as an HTML fragment. Every text passes through one encoder; what a reader can press carries its command in
/// <c>data-command</c>. Citation marks lead to their source and each source leads back.
/// </summary>
internal sealed class HtmlRenderer
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder html = new();
    private readonly HashSet<int> marked = [];
    private readonly string id;

    private HtmlRenderer(string id) => this.id = id;

    /// <param name="id">Unique on the page: begins the ids of what can be jumped to.</param>
    public static string Render(Reply reply, string id)
    {
        var renderer = new HtmlRenderer(id);
        if (reply.Form is { } form)
        {
            renderer.html.Append(HtmlForm.Of(form, id));
        }
        else
        {
            foreach (var block in reply.Blocks)
            {
                renderer.Append(block);
            }

            foreach (var file in reply.Files)
            {
                renderer.Append(file);
            }
        }

        if (!reply.Controls.IsEmpty)
        {
            renderer.html.Append("<div class=\"controls\">");
            foreach (var control in reply.Controls)
            {
                renderer.Append(control);
            }

            renderer.html.Append("</div>");
        }

        return renderer.html.ToString();
    }

    private void Append(Block block)
    {
        switch (block)
        {
            case Title title:
                Element("h2", null, title.Text);
                break;
            case StatusLine status:
                Element("p", "status", status.Text);
                break;
            case CardId card:
                html.Append("<p class=\"id\"><code>");
                Encode(card.Text);
                html.Append("</code></p>");
                break;
            case Heading heading:
                html.Append("<h3>");
                Append(heading.Inlines);
                html.Append("</h3>");
                break;
            case Paragraph paragraph:
                html.Append("<p>");
                Append(paragraph);
                html.Append("</p>");
                break;
            case CodeBlock code:
                html.Append("<pre tabindex=\"0\"><code>");
                for (var i = 0; i < code.Lines.Length; i++)
                {
                    html.Append(i > 0 ? "\n" : string.Empty);
                    Encode(code.Lines[i]);
                }

                html.Append("</code></pre>");
                break;
            case ItemList list:
                html.Append(list switch { { Ordered: false } => "<ul>", { First: 1 } => "<ol>", _ => $"<ol start=\"{list.First}\">" });
                foreach (var item in list.Items)
                {
                    html.Append("<li>");
                    Append(item);
                    html.Append("</li>");
                }

                html.Append(list.Ordered ? "</ol>" : "</ul>");
                break;
            case SourceList sources:
                html.Append("<section class=\"sources\"><h3>Sources</h3><ul>");
                foreach (var entry in sources.Entries)
                {
                    Append(entry);
                }

                html.Append("</ul></section>");
                break;
        }
    }

    // The link holds the file itself, so that there is nothing to be fetched, and nothing to be kept for it.
    private void Append(ReplyFile file)
    {
        html.Append("<div class=\"file\"><a class=\"control\" download=\"");
        Encode(file.Name);
        html.Append("\" href=\"data:text/plain;charset=utf-8;base64,").Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(file.Text))).Append("\">Save ");
        Encode(file.Name);
        html.Append("</a><details><summary>Show it here</summary>");
        Append(file.AsBlocks[^1]);
        html.Append("</details></div>");
    }

    private void Append(Paragraph paragraph)
    {
        for (var i = 0; i < paragraph.Sentences.Length; i++)
        {
            if (i > 0)
            {
                html.Append(' ');
            }

            Append(paragraph.Sentences[i].Inlines);
        }
    }

    private void Append(SourceEntry entry)
    {
        if (entry.Number is { } number)
        {
            html.Append($"<li id=\"{id}-source-{number}\" tabindex=\"-1\"><span class=\"number\">[{number}]</span> ");
        }
        else
        {
            html.Append("<li>");
        }

        if (entry.Url is null)
        {
            Element("cite", null, entry.Title);
        }
        else
        {
            html.Append("<a rel=\"noopener noreferrer\" target=\"_blank\" href=\"");
            Encode(entry.Url);
            html.Append("\">");
            Element("cite", null, entry.Title);
            html.Append("</a>");
        }

        if (entry.Place is not null)
        {
            html.Append(", ");
            Element("span", "place", entry.Place);
        }

        if (entry.Note is not null)
        {
            html.Append(' ');
            Element("span", "note", $"({entry.Note})");
        }

        if (entry.Number is { } back && marked.Contains(back))
        {
            html.Append($" <a class=\"back\" href=\"#{id}-mark-{back}\" aria-label=\"Back to the text, source {back}\">↩</a>");
        }

        if (entry.Passage is not null)
        {
            Element("blockquote", null, entry.Passage);
        }

        html.Append("</li>");
    }

    private void Append(ImmutableArray<Inline> inlines)
    {
        foreach (var inline in inlines)
        {
            Append(inline);
        }
    }

    private void Append(Inline inline)
    {
        switch (inline)
        {
            case Text text:
                Encode(text.Value);
                break;
            case Code code:
                Element("code", null, code.Value);
                break;
            case Highlight match:
                Element("mark", null, match.Value);
                break;
            case CommandText command:
                Command(command.Command, command.Command, "command");
                break;
            case Emphasis emphasis:
                Wrapped("em", emphasis.Inlines);
                break;
            case Strong strong:
                Wrapped("strong", strong.Inlines);
                break;
            case Link link:
                html.Append("<a rel=\"noopener noreferrer\" target=\"_blank\" href=\"");
                Encode(link.Url);
                html.Append("\">");
                Append(link.Inlines);
                html.Append("</a>");
                break;
            case Moment moment:
                html.Append("<time datetime=\"").Append(moment.At.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)).Append("Z\" data-zone=\"");
                Encode(moment.Zone);
                html.Append("\">");
                Encode(moment.InWords);
                html.Append("</time>");
                break;
            case CitationMark mark:
                foreach (var number in mark.Numbers)
                {
                    // Only the first mark of a number can be jumped back to.
                    var anchor = marked.Add(number) ? $" id=\"{id}-mark-{number}\"" : string.Empty;
                    html.Append($"<a class=\"cite\"{anchor} href=\"#{id}-source-{number}\" aria-label=\"Source {number}\">[{number}]</a>");
                }

                break;
        }
    }

    private void Append(Control control)
    {
        switch (control)
        {
            case Button button:
                Command(button.Label, button.Command, "control");
                break;
            case Menu menu:
                html.Append("<label class=\"menu\"><span>");
                Encode(menu.Label);
                html.Append("</span> <select>");
                if (!menu.Items.Any(item => item.IsCurrent))
                {
                    html.Append("<option value=\"\" selected>Choose …</option>");
                }

                foreach (var item in menu.Items)
                {
                    html.Append("<option value=\"");
                    Encode(item.Command);
                    html.Append(item.IsCurrent ? "\" selected>" : "\">");
                    Encode(item.Label);
                    html.Append("</option>");
                }

                html.Append("</select></label>");
                break;
        }
    }

    private void Command(string label, string command, string style)
    {
        html.Append($"<button type=\"button\" class=\"{style}\" data-command=\"");
        Encode(command);
        html.Append("\">");
        Encode(label);
        html.Append("</button>");
    }

    private void Wrapped(string name, ImmutableArray<Inline> inlines)
    {
        html.Append($"<{name}>");
        Append(inlines);
        html.Append($"</{name}>");
    }

    private void Element(string name, string? style, string text)
    {
        html.Append(style is null ? $"<{name}>" : $"<{name} class=\"{style}\">");
        Encode(text);
        html.Append($"</{name}>");
    }

    private void Encode(string text) => html.Append(Encoder.Encode(SafeText.Inert(text)));
}
