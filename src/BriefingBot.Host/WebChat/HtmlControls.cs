using BriefingBot.Chat;

namespace BriefingBot.Host.WebChat;

/// <summary>What a reader can press or choose, as HTML.</summary>
internal static class HtmlControls
{
    public static Html Of(Control control) => control switch
    {
        Button button => Command(button.Label, button.Command, "control"),
        Menu menu => Of(menu),
        _ => Html.None,
    };

    public static Html Command(string label, string command, string style) => Html.Of(
        $"""<button type="button" class="{style}" data-command="{command}">{label}</button>""");

    private static Html Of(Menu menu)
    {
        var unchosen = menu.Items.Any(item => item.IsCurrent) ? Html.None : Html.Of($"""<option value="" selected>Choose …</option>""");
        return Html.Of($"""<label class="menu"><span>{menu.Label}</span> <select>{unchosen}{menu.Items.Select(Of)}</select></label>""");
    }

    private static Html Of(MenuItem item) => Html.Of(
        $"""<option value="{item.Command}"{(item.IsCurrent ? Html.Of($" selected") : Html.None)}>{item.Label}</option>""");
}
