using System.Text;
using BriefingBot.Chat;

namespace BriefingBot.Host.WebChat;

/// <summary>A reply as an HTML fragment. What a reader can press carries its command in <c>data-command</c>.</summary>
internal static class HtmlRenderer
{
    /// <param name="id">Unique on the page: begins the ids of what can be jumped to.</param>
    public static Html Render(Reply reply, string id)
    {
        var document = new HtmlDocument(id);
        var content = reply.Form is { } form
            ? HtmlForm.Of(form, id)
            : Html.Of($"{reply.Blocks.Select(document.Of)}{reply.Files.Select(file => Of(file, document))}");
        return reply.Controls.IsEmpty ? content : Html.Of($"""{content}<div class="controls">{reply.Controls.Select(HtmlControls.Of)}</div>""");
    }

    // The link holds the file itself, so that there is nothing to be fetched, and nothing to be kept for it.
    private static Html Of(ReplyFile file, HtmlDocument document) => Html.Of(
        $"""<div class="file"><a class="control" download="{file.Name}" href="data:text/plain;charset=utf-8;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(file.Text))}">Save {file.Name}</a><details><summary>Show it here</summary>{document.Of(file.AsBlocks[^1])}</details></div>""");
}
