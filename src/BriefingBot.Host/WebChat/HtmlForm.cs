using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Host.WebChat;

/// <summary>
/// A form as HTML. Its command is in <c>data-form</c>; the page's script sends it with what was filled in, since nothing
/// else of the page goes anywhere by itself.
/// </summary>
internal static class HtmlForm
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <param name="id">Unique on the page: begins the ids of the fields.</param>
    public static string Of(Form form, string id)
    {
        var html = new StringBuilder($"<h2>{Encode(form.Title)}</h2><form data-form=\"{Encode(form.Command)}\"><fieldset aria-label=\"{Encode(form.Title)}\">");
        for (var i = 0; i < form.Fields.Length; i++)
        {
            Append(html, form.Fields[i], $"{id}-field-{i}");
        }

        return html.Append("<div class=\"controls\"><button class=\"send\">Send</button><button type=\"button\" class=\"control\" data-cancel>Cancel</button></div></fieldset></form>").ToString();
    }

    private static void Append(StringBuilder html, FormField field, string id)
    {
        html.Append($"<label for=\"{id}\">{Encode(field.Label)}{(field.IsRequired ? string.Empty : " (may be left out)")}</label>");
        if (field.Description is { } description)
        {
            html.Append($"<p class=\"about\" id=\"{id}-about\">{Encode(description)}</p>");
        }

        var attributes = $"id=\"{id}\" name=\"{Encode(field.Name)}\""
            + (field.IsFile ? $" data-most=\"{field.MostCharacters}\"" : $" maxlength=\"{field.MostCharacters}\" autocomplete=\"off\"")
            + (field.Description is null ? string.Empty : $" aria-describedby=\"{id}-about\"") + (field.IsRequired ? " required" : string.Empty);

        // What is filled in comes back letter by letter; the first line break in a field of several lines is not part of it.
        html.Append(field.IsFile
            ? $"<input type=\"file\" {attributes}>"
            : field.HasLines
            ? $"<textarea {attributes} rows=\"16\">\n{Encoder.Encode(field.Value)}</textarea>"
            : $"<input {attributes} value=\"{Encoder.Encode(field.Value)}\">");
    }

    private static string Encode(string text) => Encoder.Encode(SafeText.Inert(text));
}
