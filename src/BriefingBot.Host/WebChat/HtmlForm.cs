using BriefingBot.Chat;

namespace BriefingBot.Host.WebChat;

/// <summary>
/// A form as HTML. Its command is in <c>data-form</c>; the page's script sends it with what was filled in, since nothing
/// else of the page goes anywhere by itself.
/// </summary>
internal static class HtmlForm
{
    /// <param name="id">Unique on the page: begins the ids of the fields.</param>
    public static Html Of(Form form, string id) => Html.Of(
        $"""<h2>{form.Title}</h2><form data-form="{form.Command}"><fieldset aria-label="{form.Title}">{form.Fields.Select((field, i) => Of(field, $"{id}-field-{i}"))}<div class="controls"><button class="send">Send</button><button type="button" class="control" data-cancel>Cancel</button></div></fieldset></form>""");

    private static Html Of(FormField field, string id)
    {
        var label = Html.Of($"""<label for="{id}">{field.Label}{(field.IsRequired ? string.Empty : " (may be left out)")}</label>""");
        var about = field.Description is null ? Html.None : Html.Of($"""<p class="about" id="{id}-about">{field.Description}</p>""");
        Html[] attributes =
        [
            Html.Of($"id=\"{id}\" name=\"{field.Name}\""),
            field.IsFile ? Html.Of($" data-most=\"{field.MostCharacters}\"") : Html.Of($" maxlength=\"{field.MostCharacters}\" autocomplete=\"off\""),
            field.Description is null ? Html.None : Html.Of($" aria-describedby=\"{id}-about\""),
            field.IsRequired ? Html.Of($" required") : Html.None,
        ];

        // What is filled in comes back letter by letter; the first line break in a field of several lines is not part of it.
        var input = field switch
        {
            { IsFile: true } => Html.Of($"""<input type="file" {attributes}>"""),
            { HasLines: true } => Html.Of($"<textarea {attributes} rows=\"16\">\n{Html.Verbatim(field.Value)}</textarea>"),
            _ => Html.Of($"""<input {attributes} value="{Html.Verbatim(field.Value)}">"""),
        };
        return Html.Of($"{label}{about}{input}");
    }
}
