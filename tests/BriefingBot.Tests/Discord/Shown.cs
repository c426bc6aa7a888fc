using System.Text;
using System.Text.Json;
using BriefingBot.Chat;
using BriefingBot.Host.Discord.Interactions;
using BriefingBot.Host.Discord.Publishing;
using BriefingBot.Host.Discord.Rendering;
using static BriefingBot.Tests.Discord.DiscordRules;

namespace BriefingBot.Tests.Discord;

/// <summary>A rendered reply, taken apart again; made only where Discord would take it in every kind of request.</summary>
internal sealed record Shown(DiscordMessage Message, List<string> Texts, List<(string Label, string Id)> Buttons, List<JsonElement> Menus)
{
    private const string CallbackRoute = "interactions/1/token/callback";

    public int Components { get; private init; }

    /// <summary>All texts, one after the other.</summary>
    public string Text => string.Join('\n', Texts);

    public static Shown Of(Reply reply, int part = 1)
    {
        var message = DiscordRenderer.Render(reply, part);
        Assert.Empty(Check(InteractionType.Command, "POST", CallbackRoute, CallbackBody.Of(Callback.Post(message, isPrivate: true))));
        Assert.Empty(Check(InteractionType.Component, "POST", CallbackRoute, CallbackBody.Of(Callback.Update(message))));
        Assert.Empty(Check(null, "PATCH", "webhooks/1/token/messages/@original", MessageBody.Edit(message)));
        Assert.Empty(Check(null, "POST", "webhooks/1/token", MessageBody.FollowUp(message, isPrivate: true)));
        Assert.Empty(Check(null, "POST", "channels/1/messages", MessageBody.Create(message, PostMarker.Of("1", "key"), ulong.MaxValue)));
        using var json = JsonDocument.Parse(message.Components);
        var all = All(json.RootElement.Clone()).ToList();
        return new(
            message,
            [.. all.Where(component => Number(component, "type") == 10).Select(component => Member(component, "content").GetString()!)],
            [.. all.Where(component => Number(component, "type") == 2).Select(component => (Member(component, "label").GetString()!, Member(component, "custom_id").GetString()!))],
            [.. all.Where(component => Number(component, "type") == 3)])
        { Components = all.Count };
    }

    /// <summary>All parts in order.</summary>
    public static List<Shown> AllOf(Reply reply)
    {
        var first = Of(reply);
        return [first, .. Enumerable.Range(2, first.Message.Parts - 1).Select(part => Of(reply, part))];
    }

    public override string ToString()
    {
        var text = new StringBuilder(string.Join("\n\n", Texts.Take(2)));
        foreach (var foot in Texts.Skip(2))
        {
            text.Append("\n\n────────\n\n").Append(foot);
        }

        text.Append('\n');
        foreach (var menu in Menus)
        {
            text.Append($"\n({Member(menu, "placeholder")} ▾)  {Member(menu, "custom_id")}");
            foreach (var option in Member(menu, "options").EnumerateArray())
            {
                var mark = Member(option, "default").ValueKind is JsonValueKind.True ? "●" : "○";
                text.Append($"\n  {mark} {Member(option, "label")}: {Member(option, "description")}  {Member(option, "value")}");
            }
        }

        foreach (var (label, id) in Buttons)
        {
            text.Append($"\n({label})  {id}");
        }

        return text.ToString();
    }

    private static IEnumerable<JsonElement> All(JsonElement components) =>
        components.ValueKind is JsonValueKind.Array ? components.EnumerateArray().SelectMany(component => All(Member(component, "components")).Prepend(component)) : [];
}
