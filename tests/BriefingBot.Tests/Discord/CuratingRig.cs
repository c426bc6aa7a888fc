using System.Text.Json.Nodes;
using BriefingBot.Curating.Editing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace BriefingBot.Tests.Discord;

/// <summary>The bot on Discord over a folder of its own with the topic “tea”; one person and the browser chat may change it.</summary>
internal sealed class CuratingRig : IAsyncDisposable
{
    public const string Curator = "1100000000000000445";

    private CuratingRig(TestFolder folder, DiscordBot bot) => (Folder, Bot) = (folder, bot);

    public TestFolder Folder { get; }

    public DiscordBot Bot { get; }

    public FakeCdn Cdn => Bot.Discord.Rest.Cdn;

    public IBriefingEditor Editor => Bot.Bot.App.Services.GetRequiredService<IBriefingEditor>();

    public static string Better => TestFolder.Section("The plant", "Tea is a drink made of leaves [@leaves, sec. 1, para. 1].");

    public static async Task<CuratingRig> StartAsync(
        string transport = "http", Action<FakeDiscord>? prepare = null, Action<WebApplicationBuilder>? configure = null, Action<TestFolder>? fill = null)
    {
        var folder = TestFolder.WithTea();
        fill?.Invoke(folder);
        return new(folder, await DiscordBot.StartAsync(
            transport, prepare, configure, $"--Briefings:Directory={folder.Briefings}", $"--Curators:Users:0=discord:{Curator}", "--Curators:Users:1=browser"));
    }

    public string Now => Editor.Open("tea", "plant").Now!.Text;

    public static TestInteraction Command(string name, string section = "plant") => TestInteraction.Command(name, ("topic", "tea"), ("section", section)).From(Curator);

    public static TestInteraction Press(string customId) => TestInteraction.Press(customId).From(Curator);

    public static TestInteraction Upload(JsonObject? attachment, int? sizeLimit = 20 * 1024 * 1024) => Command("curate upload").WithFile("file", attachment, sizeLimit);

    /// <summary>The message that answers an interaction in the end, at once or after a promise.</summary>
    public async Task<RecordedRequest> AnswerAsync(TestInteraction interaction)
    {
        Assert.Null(await Bot.SendAsync(interaction));
        await Bot.CallbackAsync(interaction);
        return await Bot.Discord.Rest.NextAsync(request => request.Method is "PATCH" or "POST" && request.Path.StartsWith($"webhooks/{FakeDiscord.ApplicationId}/{interaction.Token}", StringComparison.Ordinal));
    }

    /// <summary>What an answer on the same request says.</summary>
    public async Task<string> SayAsync(TestInteraction interaction) => MessageJson.Text((await Bot.SendAsync(interaction))!["data"]!);

    public static string Button(JsonNode message, string label) => (string)MessageJson.Components(message)
        .First(component => (int)component["type"]! == 2 && (string?)component["label"] == label)["custom_id"]!;

    public static IEnumerable<string> Buttons(JsonNode message) => MessageJson.Components(message).Where(component => (int)component["type"]! == 2).Select(component => (string)component["label"]!);

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        Folder.Dispose();
    }
}
