using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Records;
using Microsoft.Extensions.DependencyInjection;
using static BriefingBot.Tests.Discord.CuratingRig;

namespace BriefingBot.Tests.Discord;

/// <summary>Forms on Discord: opened as a first answer, sent off in either shape, and never in place of what was typed.</summary>
public sealed class EditingTests : IAsyncLifetime
{
    private CuratingRig rig = null!;

    public async Task InitializeAsync() => rig = await StartAsync();

    public async Task DisposeAsync() => await rig.DisposeAsync();

    [Fact]
    [Trait("Discord", "R43")]
    [Trait("Discord", "R79")]
    [Trait("Discord", "R80")]
    public async Task AFormOpensWithTheTextAndTheRevisionItStartedFrom()
    {
        var modal = await OpenAsync();
        Assert.Equal($"1-1/curate put tea plant {rig.Editor.Open("tea", "plant").Now!.Revision}", (string?)modal["custom_id"]);
        var label = Assert.Single(modal["components"]!.AsArray())!;
        Assert.Equal((18, 4, 2), ((int)label["type"]!, (int)label["component"]!["type"]!, (int)label["component"]!["style"]!));
        Assert.Equal(rig.Now, (string?)label["component"]!["value"]);
        Assert.Empty(await AuditAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Discord", "R16")]
    [Trait("Discord", "R72")]
    [Trait("Discord", "R73")]
    [Trait("Discord", "R80")]
    [Trait("Discord", "R87")]
    public async Task WhatIsSentOffIsShownWithAFileAfterAPromiseAndSaved(bool isOld)
    {
        var before = rig.Editor.Open("tea", "plant").Now!.Revision;
        var shown = await rig.AnswerAsync(Submit(await OpenAsync(), Better.Replace("\n", "\r\n", StringComparison.Ordinal), isOld));
        Assert.Equal("PATCH", shown.Method);
        Assert.StartsWith("multipart/form-data", shown.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal(("files[0]", $"plant-yours.{before}.md", Better.TrimEnd()), Assert.Single(shown.Files) is var file ? (file.Part, file.Name, file.Text.TrimEnd()) : default);
        Assert.Contains("Most drink it hot", MessageJson.Text(shown.Json!), StringComparison.Ordinal);

        // The file belongs to what the message said before.
        var saved = (await rig.Bot.SendAsync(Press(Button(shown.Json!, "Save"))))!;
        Assert.Equal((7, 0), ((int)saved["type"]!, saved["data"]!["attachments"]!.AsArray().Count));
        Assert.Equal(Better.TrimEnd() + "\n", rig.Now);
        Assert.Equal([("curate edit", AuditOutcome.Done), ("curate save", AuditOutcome.Done)], (await AuditAsync()).Select(entry => (entry.Act, entry.Outcome)).Order());
    }

    [Fact]
    [Trait("Discord", "R67")]
    public async Task ATextWithErrorsComesBackInTheFormExactlyAsItWasTyped()
    {
        const string Typed = "---\ntitle: \"@everyone <@&1>\"\n---\nTea is brown, says @everyone.\n";
        var shown = await rig.AnswerAsync(Submit(await OpenAsync(), Typed));
        Assert.DoesNotContain("Save", Buttons(shown.Json!));
        Assert.Null(Hostile.Harm(MessageJson.Text(shown.Json!)));
        var again = (await rig.Bot.SendAsync(Press(Button(shown.Json!, "Edit again"))))!;
        Assert.Equal((9, Typed), ((int)again["type"]!, (string?)again["data"]!["components"]![0]!["component"]!["value"]));
    }

    [Fact]
    [Trait("Discord", "R79")]
    public async Task ATextTooLongForAFormIsHandedOutAsAFileWithTheWayToHandItBack()
    {
        rig.Folder.Write("tea/plant.md", Better + new string('x', 4_000));
        var shown = await rig.AnswerAsync(Command("curate edit"));
        Assert.Equal(rig.Now, Assert.Single(shown.Files).Text);
        Assert.Contains("/curate upload tea plant", MessageJson.Text(shown.Json!), StringComparison.Ordinal);
        Assert.DoesNotContain("Open the form", Buttons(shown.Json!));
    }

    [Fact]
    [Trait("Discord", "R35")]
    public async Task AFormDoesNotFollowUponAForm()
    {
        var answer = (await rig.Bot.SendAsync(TestInteraction.Submit("1-1/flag tea plant", isOld: false)))!;
        Assert.Equal(4, (int)answer["type"]!);
        var opened = (await rig.Bot.SendAsync(TestInteraction.Press(Button(answer["data"]!, "Open the form"))))!;
        Assert.Equal(9, (int)opened["type"]!);
    }

    [Theory]
    [InlineData("anything")]
    [InlineData("1-1#0")]
    [InlineData("1-1/nonsense")]
    [InlineData("1-1/brief")]
    [InlineData("1-1/curate put tea ../../etc 00000000")]
    [Trait("Discord", "R75")]
    [Trait("Discord", "R82")]
    public async Task AFormThatNobodyOpenedIsAnsweredPolitely(string customId)
    {
        var answer = (await rig.Bot.SendAsync(TestInteraction.Submit(customId, isOld: false, ("text", "short"), ("", "x"), (new string('n', 100), "x")).From(Curator)))!;
        Assert.Equal((4, 64), ((int)answer["type"]!, (int)answer["data"]!["flags"]! & 64));
        Assert.Contains("/", MessageJson.Text(answer["data"]!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1,null,[],{\"type\":18,\"component\":[]},{\"type\":18,\"component\":{\"custom_id\":1,\"value\":2}},{\"type\":99},{\"type\":1,\"components\":{}}]")]
    [Trait("Discord", "R80")]
    public async Task FieldsOfAnotherShapeAreNone(string components)
    {
        var interaction = TestInteraction.Submit("1-1/curate put tea plant", isOld: false).From(Curator);
        interaction.Json["data"]!["components"] = JsonNode.Parse(components);
        Assert.Contains("The text is empty.", await rig.SayAsync(interaction), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R29")]
    public async Task WhoIsNoCuratorIsRefusedAtTheFormAndWhenItIsSentOff()
    {
        Assert.Contains("Only curators", await rig.SayAsync(TestInteraction.Command("curate edit", ("topic", "tea"), ("section", "plant"))), StringComparison.Ordinal);
        var refused = await rig.AnswerAsync(Submit(await OpenAsync(), Better).From("1100000000000000444"));
        Assert.Contains("Only curators", MessageJson.Text(refused.Json!), StringComparison.Ordinal);
        Assert.Equal(Better, Assert.Single(refused.Files).Text);
    }

    [Fact]
    [Trait("Discord", "R24")]
    public async Task AFlagFromACardsButtonIsCountedToThePersonWhoMadeIt()
    {
        var card = (await rig.Bot.SendAsync(TestInteraction.Command("brief", ("topic", "tea"), ("section", "plant"))))!;
        var modal = (await rig.Bot.SendAsync(TestInteraction.Press(Button(card["data"]!, "Flag"))))!;
        Assert.Equal((9, "1-1/flag tea plant"), ((int)modal["type"]!, (string?)modal["data"]!["custom_id"]));
        await rig.Bot.SendAsync(TestInteraction.Submit("1-1/flag tea plant", isOld: false, ("reason", "The year is @everyone wrong")));
        var flag = Assert.Single(await rig.Bot.Bot.App.Services.GetRequiredService<IFlags>().OpenAsync(new(["tea"], [], string.Empty), 10, default));
        Assert.Equal(("The year is @everyone wrong", new Person("1100000000000000444", "reader")), (flag.Reason, flag.Reader.Person));
    }

    [Fact]
    public async Task OfTwoCuratorsOnDiscordAndInTheBrowserOneWinsAndTheOtherIsToldWithBothTexts()
    {
        var router = rig.Bot.Bot.App.Services.GetRequiredService<ChatRouter>();
        var browser = new Reader("browser") { IsOnThisMachine = true };
        var opened = (await rig.Bot.Bot.AskAsync("/curate edit tea plant")).GetProperty("form");
        var modal = await OpenAsync();

        var page = TestFolder.Section("The plant", "Tea is drunk hot [@leaves, sec. 1, para. 2].");
        var shown = await router.AnswerFormAsync(opened.GetProperty("command").GetString()!, ImmutableDictionary<string, string>.Empty.Add("text", page), browser, CancellationToken.None);
        Assert.Equal(Outcome.Done, (await router.AnswerTextAsync(shown.Controls.OfType<Button>().Single(button => button.Label == "Save").Command, browser, CancellationToken.None)).Outcome);

        var told = await rig.AnswerAsync(Submit(modal, Better));
        Assert.Contains("somebody else changed the section meanwhile", MessageJson.Text(told.Json!), StringComparison.Ordinal);
        Assert.Equal([page.TrimEnd(), Better.TrimEnd()], told.Files.Select(file => file.Text.TrimEnd()));
        Assert.Equal(page.TrimEnd(), rig.Now.TrimEnd());
    }

    [Fact]
    [Trait("Discord", "R73")]
    public async Task WhoSavesTooLateGetsBothTextsAsFilesInPlaceOfThoseOfBefore()
    {
        var shown = await rig.AnswerAsync(Submit(await OpenAsync(), Better));
        var theirs = TestFolder.Section("The plant", "Tea is drunk hot [@leaves, sec. 1, para. 2].");
        rig.Folder.Write("tea/plant.md", theirs);
        var told = await rig.AnswerAsync(Press(Button(shown.Json!, "Save")));
        Assert.Equal("PATCH", told.Method);
        Assert.Contains("Somebody else was quicker", MessageJson.Text(told.Json!), StringComparison.Ordinal);
        Assert.Equal([theirs.TrimEnd(), Better.TrimEnd()], told.Files.Select(file => file.Text.TrimEnd()));
    }

    [Fact]
    [Trait("Discord", "R64")]
    [Trait("Discord", "R65")]
    public async Task NothingIsSaidInContentOrEmbedsSoTheirLimitsAreNeverMet()
    {
        var card = (await rig.Bot.SendAsync(TestInteraction.Command("brief", ("topic", "tea"), ("section", "plant"))))!["data"]!.AsObject();
        var file = (await rig.AnswerAsync(Command("curate download"))).Json!.AsObject();
        Assert.All([card, file], message => Assert.DoesNotContain(message, member => member.Key is "content" or "embeds"));
    }

    [Fact]
    [Trait("Discord", "R16")]
    [Trait("Discord", "R35")]
    public async Task OverTheGatewayItIsTheSame()
    {
        await using var gateway = await StartAsync("gateway");
        await gateway.Bot.Discord.Gateway.NextIdentifyAsync();
        var modal = await gateway.Bot.DispatchAsync(Command("curate edit"));
        Assert.Equal(9, (int)modal["type"]!);
        var sent = Submit(modal["data"]!, Better);
        Assert.Equal(5, (int)(await gateway.Bot.DispatchAsync(sent))["type"]!);
        var shown = await gateway.Bot.Discord.Rest.NextAsync(request => request.Method == "PATCH");
        Assert.Equal(Better.TrimEnd(), Assert.Single(shown.Files).Text.TrimEnd());
    }

    [Fact]
    [Trait("Discord", "R16")]
    [Trait("Discord", "R87")]
    public async Task ADownloadIsAFile()
    {
        var now = rig.Editor.Open("tea", "plant").Now!;
        var answer = await rig.AnswerAsync(Command("curate download"));
        Assert.Equal(new FakeUpload("files[0]", $"plant.{now.Revision}.md", now.Text), Assert.Single(answer.Files));
        Assert.Equal($"plant.{now.Revision}.md", (string?)Assert.Single(answer.Json!["attachments"]!.AsArray())!["filename"]);
    }

    private static TestInteraction Submit(JsonNode modal, string text, bool isOld = false) => TestInteraction.Submit((string)modal["custom_id"]!, isOld, ("text", text)).From(Curator);

    private async Task<JsonNode> OpenAsync()
    {
        var answer = (await rig.Bot.SendAsync(Command("curate edit")))!;
        Assert.Equal(9, (int)answer["type"]!);
        return answer["data"]!;
    }

    private async Task<ImmutableArray<AuditEntry>> AuditAsync() => await rig.Bot.Bot.App.Services.GetRequiredService<IAuditLog>().ReadAsync(new(), 10, default);
}
