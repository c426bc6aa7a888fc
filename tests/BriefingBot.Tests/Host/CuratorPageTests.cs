using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BriefingBot.Authoring;
using BriefingBot.Curating;
using BriefingBot.Curating.Records;
using BriefingBot.Host.Content;
using Microsoft.Extensions.DependencyInjection;

namespace BriefingBot.Tests.Host;

/// <summary>The curator page over HTTP: what is written, checked, refused, and noted.</summary>
public sealed partial class CuratorPageTests : IAsyncLifetime
{
    private const string Plant = "/curate/tea/plant";

    private readonly TestFolder folder = TestFolder.WithTea();
    private CuratorClient curator = null!;

    public async Task InitializeAsync()
    {
        folder.Write("secret/topic.yaml", "title: Secret\nsummary: For others.\nvisible-to: [slack:T1]\nsections: [plan]\n");
        folder.Write("secret/plan.md", TestFolder.Section("The plan", "Nobody knows."));
        folder.Write("tea/brewing.md", TestFolder.Section("Brewing <b>", "Tea is drunk hot [@leaves, sec. 1, para. 2].", more: "status: draft"));
        curator = await CuratorClient.StartAsync(folder, "--Curators:Users=browser");
    }

    public async Task DisposeAsync()
    {
        await curator.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task SectionsAreListedWithTheirState()
    {
        folder.Write("tea/trade.md", TestFolder.Section("The trade", "Ships took tea everywhere."));
        await curator.PostAsync("/curate/reload");
        var page = await curator.ReadAsync("/curate");

        Assert.Contains("3 sections", page, StringComparison.Ordinal);
        Assert.Contains("Draft, which readers do not see", page, StringComparison.Ordinal);
        Assert.Contains("Brewing &lt;b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("Refused as it lies on disk; the last good version, ", page, StringComparison.Ordinal);
        Assert.Contains("<strong>Error</strong> in line 10: “Ships took tea everywhere.” cites nothing", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Brewing", await curator.ReadAsync("/curate?need=1"), StringComparison.Ordinal);
        Assert.DoesNotContain("Brewing", await curator.ReadAsync("/curate?q=trade"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATextIsShownWithItsDifferenceAndSavedOnlyWhenAskedTo()
    {
        var (text, from) = await curator.OpenAsync(Plant);
        var changed = text.Replace("Most drink it hot", "Many drink it hot", StringComparison.Ordinal);

        var (status, shown) = await curator.SendAsync(Plant, ("text", changed), ("from", from));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Save The plant?", shown, StringComparison.Ordinal);
        Assert.Contains("<strong>Removed:</strong> Most drink it hot", shown, StringComparison.Ordinal);
        Assert.Equal(text, folder.OnDisk("tea/plant.md"));

        using var saved = await curator.PostAsync(Plant, ("text", changed), ("from", from), ("act", "save"), ("note", "As they say"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal(changed, folder.OnDisk("tea/plant.md"));
        Assert.Contains("and served from now on", await curator.ReadAsync(saved.Headers.Location!.ToString()), StringComparison.Ordinal);

        var id = Revision(changed);
        var entry = Assert.Single(await curator.AuditAsync());
        Assert.Equal(("curate save", $"tea/plant@{id}", AuditOutcome.Done, "As they say", "somebody on this machine"), (entry.Act, entry.Target, entry.Outcome, entry.Detail, entry.Who.Person.Name));
        var revision = await curator.RevisionAsync("plant", id);
        Assert.Equal((Way.Page, "As they say", "somebody on this machine"), (revision.Way, revision.Note, revision.Author!.Person.Name));
    }

    [Fact]
    public async Task AStaleTextIsNotSavedAndBothTextsComeBack()
    {
        var (text, from) = await curator.OpenAsync(Plant);
        var (theirs, mine) = (text.Replace("Most drink", "Many drink", StringComparison.Ordinal), text.Replace("Most drink", "Few drink", StringComparison.Ordinal));
        await curator.PostAsync(Plant, ("text", theirs), ("from", from), ("act", "save"));

        var (status, page) = await curator.SendAsync(Plant, ("text", mine), ("from", from), ("act", "save"));
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("somebody else was quicker", page, StringComparison.Ordinal);
        Assert.Contains("Many drink it hot", page, StringComparison.Ordinal);
        Assert.Equal(mine, CuratorClient.TextIn(page));
        Assert.Equal(theirs, folder.OnDisk("tea/plant.md"));
        Assert.Equal("Somebody else had changed it.", Assert.Single(await curator.AuditAsync(), entry => entry.Outcome is AuditOutcome.Refused).Detail);

        // Who has seen both may go over theirs.
        using var over = await curator.PostAsync(Plant, ("text", mine), ("from", CuratorClient.FromIn(page)), ("act", "save"));
        Assert.Equal(HttpStatusCode.SeeOther, over.StatusCode);
    }

    [Fact]
    public async Task ATextWithErrorsIsNotSaved()
    {
        var (text, from) = await curator.OpenAsync(Plant);

        var (status, page) = await curator.SendAsync(Plant, ("text", text + "Tea is brown."), ("from", from), ("act", "save"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("a text with errors would not be served", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"save\"", page, StringComparison.Ordinal);
        Assert.Equal(text, folder.OnDisk("tea/plant.md"));
        Assert.Equal("The text was not accepted.", Assert.Single(await curator.AuditAsync()).Detail);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.UnprocessableEntity, "The text is empty.")]
    [InlineData(70_000, HttpStatusCode.UnprocessableEntity, "The text has 70,000 characters, and the most that is taken is 65,536 bytes.")]
    [InlineData(600_000, HttpStatusCode.RequestEntityTooLarge, "far too long")]
    public async Task ATextOfAnUnfitSizeIsRefusedWithASentence(int size, HttpStatusCode status, string sentence)
    {
        var (answer, page) = await curator.SendAsync(Plant, ("text", new string('x', size)), ("from", "00000000"));

        Assert.Equal(status, answer);
        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.Equal(size is 70_000, page.Contains(new string('x', 70_000), StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatIsTypedIsEscapedEverywhere()
    {
        const string Evil = "</textarea><script>alert(1)</script>";
        var (text, from) = await curator.OpenAsync(Plant);
        var evil = text.Replace("title: The plant", $"title: \"{Evil}\"", StringComparison.Ordinal) + Evil + "\n";

        foreach (var (_, page) in new[]
        {
            await curator.SendAsync(Plant, ("text", evil), ("from", from)),
            await curator.SendAsync(Plant, ("text", evil), ("from", from), ("act", "edit")),
            await curator.SendAsync(Plant, ("text", evil), ("from", "\"><script>alert(1)</script>")),
            await curator.SendAsync(Plant + "/rollback", ("revision", Evil)),
            (HttpStatusCode.OK, await curator.ReadAsync($"/curate?q={Uri.EscapeDataString(Evil)}")),
            (HttpStatusCode.OK, (await curator.CheckAsync("plant", from, evil)).GetRawText().Replace("\\u003C", "<", StringComparison.OrdinalIgnoreCase)),
        })
        {
            Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ATextIsGivenBackLetterByLetter()
    {
        var (text, from) = await curator.OpenAsync(Plant);
        var odd = "\n" + text + "\t& &amp; “”\u200b\r\n  <b>";

        var (_, page) = await curator.SendAsync(Plant, ("text", odd), ("from", from), ("act", "edit"));

        Assert.Equal(odd.Replace("\r\n", "\n", StringComparison.Ordinal) + "\n", CuratorClient.TextIn(page));
    }

    [Fact]
    public async Task WhoPressesSaveTwiceSavesOnce()
    {
        var (text, from) = await curator.OpenAsync(Plant);
        var better = text.Replace("title: The plant", "title: A plant", StringComparison.Ordinal);
        for (var i = 0; i < 2; i++)
        {
            using var saved = await curator.PostAsync(Plant, ("text", better), ("from", from), ("act", "save"));
            Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
            Assert.Contains("?saved=", saved.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("VGVhIGlzIGJyb3duLg==", "Save this text of The plant?")]
    [InlineData("UEsDBA==", "a zip archive")]
    [InlineData("***", "takes a file, and none came with it")]
    public async Task AFileThatIsChosenOnTheChatPageIsAnUpload(string content, string answer)
    {
        var question = new JsonObject
        {
            ["text"] = "/curate upload tea plant",
            ["fields"] = new JsonObject(),
            ["files"] = new JsonObject { ["file"] = new JsonObject { ["name"] = "../plant.md", ["base64"] = content }, ["other"] = 1 },
        };
        using var response = await curator.Http.PostAsync("/api/chat", new StringContent(question.ToJsonString(), Encoding.UTF8, "application/json"));
        Assert.Contains(answer, (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACheckTellsTheLinesOfProblemsAndTheCard()
    {
        var (text, from) = await curator.OpenAsync(Plant);
        var good = await curator.CheckAsync("plant", from, text);
        Assert.Equal("Nothing is wrong with it.", good.GetProperty("verdict").GetString());
        Assert.Contains("<h2>The plant</h2>", good.GetProperty("card").GetString(), StringComparison.Ordinal);

        var bad = await curator.CheckAsync("plant", from, text + "\nTea is brown.\n");
        Assert.Equal("1 error.", bad.GetProperty("verdict").GetString());
        Assert.Equal((12, "error"), (bad.GetProperty("marks")[0].GetProperty("line").GetInt32(), bad.GetProperty("marks")[0].GetProperty("severity").GetString()));
        Assert.Contains("data-line=\"12\" data-column=\"1\"", bad.GetProperty("problems").GetString(), StringComparison.Ordinal);

        var draft = await curator.CheckAsync("fresh", string.Empty, TestFolder.Section("Fresh", "Tea is drunk hot [@leaves, sec. 1, para. 2].", more: "status: draft"));
        Assert.Contains("A draft: readers do not see it.", draft.GetProperty("card").GetString(), StringComparison.Ordinal);
        Assert.Contains("Tea is drunk hot", draft.GetProperty("card").GetString(), StringComparison.Ordinal);
        Assert.Contains("nothing is overwritten", (await curator.CheckAsync("plant", "00000000", text.Replace("title: The plant", "title: A plant", StringComparison.Ordinal))).GetProperty("verdict").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"topic\":\"tea\",\"section\":\"plant\"}")]
    [InlineData("{\"topic\":\"tea\",\"section\":\"../plant\",\"text\":\"x\"}")]
    [InlineData("{\"topic\":\"secret\",\"section\":\"plan\",\"text\":\"x\"}")]
    [InlineData("{\"topic\":\"tea\",\"section\":\"plant\",\"text\":\"\\ud800\"}")]
    [InlineData("{")]
    public async Task ACheckOfSomethingElseIsRefused(string body)
    {
        using var response = await curator.CheckAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("/curate/secret/plan")]
    [InlineData("/curate/nowhere/plan")]
    [InlineData("/curate/chai/plant")]
    [InlineData("/curate/tea/..%2F..%2Fetc")]
    [InlineData("/curate/tea/UPPER")]
    [InlineData("/curate/tea/con")]
    [InlineData("/curate/secret/plan/history")]
    public async Task WhatIsHiddenOrCanHaveNoNameDoesNotExist(string path)
    {
        var (status, page) = await curator.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("There is no such topic", page, StringComparison.Ordinal);
        var (posted, _) = await curator.SendAsync(path.Replace("/history", "/verify", StringComparison.Ordinal), ("text", "x"), ("act", "save"));
        Assert.Equal(HttpStatusCode.NotFound, posted);
    }

    [Fact]
    public async Task ANewSectionBeginsAsADraft()
    {
        using var begun = await curator.GetRawAsync("/curate/new?topic=tea&name=Green+Tea");
        Assert.Equal("/curate/tea/green-tea", begun.Headers.Location!.ToString());
        var (text, from) = await curator.OpenAsync("/curate/tea/green-tea");
        Assert.Equal(string.Empty, from);
        Assert.Contains("title: Green tea\n", text, StringComparison.Ordinal);

        var written = text.Replace("summary:", "summary: It is green.", StringComparison.Ordinal) + "Tea is made of leaves [@leaves, sec. 1, para. 1].\n";
        using var saved = await curator.PostAsync("/curate/tea/green-tea", ("text", written), ("from", from), ("act", "save"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Contains("status: draft", folder.OnDisk("tea/green-tea.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AVerificationSetsTheReviewDateOnceItIsSaved()
    {
        var (status, page) = await curator.SendAsync(Plant + "/verify");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Was The plant checked against its sources today, 21 November 2026?", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Checked against its sources\"", page, StringComparison.Ordinal);
        Assert.Contains("reviewed: 2026-11-01", folder.OnDisk("tea/plant.md"), StringComparison.Ordinal);

        await curator.PostAsync(Plant, ("text", CuratorClient.TextIn(page)), ("from", CuratorClient.FromIn(page)), ("act", "save"));
        Assert.Contains("reviewed: 2026-11-21", folder.OnDisk("tea/plant.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEarlierRevisionIsPutBackAsANewOne()
    {
        var (text, from) = await curator.OpenAsync(Plant);
        await curator.PostAsync(Plant, ("text", text.Replace("Most", "Many", StringComparison.Ordinal)), ("from", from), ("act", "save"));
        await curator.RevisionAsync("plant", from);
        await curator.RevisionAsync("plant", Revision(text.Replace("Most", "Many", StringComparison.Ordinal)));
        var history = await curator.ReadAsync(Plant + "/history");
        Assert.Contains("<strong>Added:</strong> Many drink it hot", history, StringComparison.Ordinal);
        Assert.Contains("on the curator page by somebody on this machine", history, StringComparison.Ordinal);

        var (_, page) = await curator.SendAsync(Plant + "/rollback", ("revision", from));
        Assert.Contains($"Roll The plant back to {from}?", page, StringComparison.Ordinal);
        await curator.PostAsync(Plant, ("text", CuratorClient.TextIn(page)), ("from", CuratorClient.FromIn(page)), ("back", from), ("note", $"Back to {from}"), ("act", "save"));
        Assert.Equal(text, folder.OnDisk("tea/plant.md"));
        Assert.Equal(HttpStatusCode.NotFound, (await curator.SendAsync(Plant + "/rollback", ("revision", "00000000"))).Status);
    }

    [Fact]
    public async Task FlagsAreClaimedAndClosedAndThoseOfHiddenTopicsDoNotExist()
    {
        var flags = curator.Services.GetRequiredService<IFlags>();
        var reader = new Actor("discord:1", new("8", "Bob"));
        await flags.AddAsync(new("abc234", DateTimeOffset.UnixEpoch, "tea", "plant", "00000000", "Is it <so>?", reader), 10, DateTimeOffset.MinValue, default);
        await flags.AddAsync(new("xyz234", DateTimeOffset.UnixEpoch, "secret", "plan", "00000000", "No", reader), 10, DateTimeOffset.MinValue, default);

        var page = await curator.ReadAsync("/curate/flags");
        Assert.Contains("1 open flag", page, StringComparison.Ordinal);
        Assert.Contains("Is it &lt;so&gt;?", page, StringComparison.Ordinal);
        Assert.DoesNotContain("xyz234", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await curator.SendAsync("/curate/flags", ("id", "xyz234"), ("act", "close"))).Status);

        await curator.PostAsync("/curate/flags", ("id", "abc234"), ("act", "claim"));
        Assert.Contains("Claimed by somebody on this machine.", await curator.ReadAsync("/curate/flags"), StringComparison.Ordinal);
        await curator.PostAsync("/curate/flags", ("id", "abc234"), ("act", "close"));
        Assert.Contains("No flag is open", await curator.ReadAsync("/curate/flags"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await curator.SendAsync("/curate/flags", ("id", "abc234"), ("act", "close"))).Status);
        Assert.Contains("curate flags", await curator.ReadAsync("/curate/log"), StringComparison.Ordinal);
        Assert.Equal(["Claimed", "Closed", "It was claimed, closed or changed before.", "There was no such flag."], (await curator.AuditAsync()).Select(entry => entry.Detail).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AFlagThatSomebodyClaimedStaysHis()
    {
        var flags = curator.Services.GetRequiredService<IFlags>();
        var flag = new Flag("abc234", DateTimeOffset.UnixEpoch, "tea", "plant", "00000000", "Is it?", new("discord:1", new("8", "Bob"))) { State = FlagState.Claimed, Curator = new("discord:1", new("7", "Ada")) };
        await flags.AddAsync(flag, 10, DateTimeOffset.MinValue, default);

        var (status, page) = await curator.SendAsync("/curate/flags", ("id", "abc234"), ("act", "claim"));
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("claimed, closed or changed before", page, StringComparison.Ordinal);
        Assert.Equal("Ada", (await flags.FindAsync("abc234", default))!.Curator!.Person.Name);
        Assert.Equal(AuditOutcome.Refused, Assert.Single(await curator.AuditAsync()).Outcome);
    }

    [Fact]
    public async Task WhatIsSavedAndDoesNotFitAnyMoreIsToldToBeUnserved()
    {
        const string Others = "references:\n  - {id: other, type: book, title: Another}\n";
        var (text, from) = await curator.OpenAsync(Plant);
        curator.Services.GetRequiredService<BriefingEditor>().Reached = step =>
        {
            if (step is SaveStep.Checked)
            {
                folder.Write("tea/sources.yaml", Others);
                var changed = new FileChange("tea", "sources.yaml", new("tea", "sources.yaml", Encoding.UTF8.GetBytes(Others)));
                Assert.True(curator.Services.GetRequiredService<LiveBriefings>().ServeAsync([changed], folder: null, confirmed: null, default).AsTask().IsCompletedSuccessfully);
            }
        };

        using var saved = await curator.PostAsync(Plant, ("text", text.Replace("Most", "Many", StringComparison.Ordinal)), ("from", from), ("act", "save"));
        var page = await curator.ReadAsync(saved.Headers.Location!.ToString());
        Assert.Contains("Saved.", page, StringComparison.Ordinal);
        Assert.Contains(", but not served yet", page, StringComparison.Ordinal);
        Assert.DoesNotContain("served from now on", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAnOlderRevisionItIsTheOneBeforeThatIsComparedWith()
    {
        var (text, first) = await curator.OpenAsync(Plant);
        await curator.RevisionAsync("plant", first);
        var newer = new[] { "Many", "Few" }.Select(word => text.Replace("Most", word, StringComparison.Ordinal)).ToList();
        foreach (var later in newer)
        {
            await curator.Services.GetRequiredService<IRevisions>().AddAsync(
                [new("tea", "plant", Revision(later), DateTimeOffset.UnixEpoch.AddYears(70), Author: null, Way.Disk, Note: null) { Text = later }], default);
        }

        Assert.Contains($"From {Revision(newer[0])} to {Revision(newer[1])}", await curator.ReadAsync(Plant + "/history"), StringComparison.Ordinal);
        Assert.Contains($"From {first} to {Revision(newer[0])}", await curator.ReadAsync($"{Plant}/history?to={Revision(newer[0])}"), StringComparison.Ordinal);
        Assert.Contains("Nothing to compare", await curator.ReadAsync($"{Plant}/history?to={first}"), StringComparison.Ordinal);
        Assert.Contains("Nothing to compare", await curator.ReadAsync($"{Plant}/history?to=00000000"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AChangeThatIsHeldBackIsShownAndLetThroughAsItWasSeen()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            folder.Write($"tea/{name}.md", TestFolder.Section($"Part {name}", "Tea is made of leaves [@leaves, sec. 1, para. 1]."));
        }

        await curator.PostAsync("/curate/reload");
        foreach (var name in new[] { "a", "b", "c" })
        {
            folder.Delete($"tea/{name}.md");
        }

        using var reloaded = await curator.PostAsync("/curate/reload");
        var page = await curator.ReadAsync(reloaded.Headers.Location!.ToString());
        Assert.Contains("It would take 3 of 5 sections away from readers.", page, StringComparison.Ordinal);
        var seen = Seen().Match(page).Groups["key"].Value;

        await curator.PostAsync("/curate/confirm", ("seen", "00000000"));
        Assert.Contains("is held back", await curator.ReadAsync("/curate"), StringComparison.Ordinal);
        await curator.PostAsync("/curate/confirm", ("seen", seen));
        Assert.DoesNotContain("is held back", await curator.ReadAsync("/curate"), StringComparison.Ordinal);
        Assert.Equal([AuditOutcome.Done, AuditOutcome.Refused], (await curator.AuditAsync()).Where(entry => entry.Act == "curate confirm").Select(entry => entry.Outcome).Order());
    }

    private static string Revision(string text) => SectionText.TryRead(text, out var read, out _) ? read.Revision : string.Empty;

    [GeneratedRegex("name=\"seen\" value=\"(?<key>[0-9a-f]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Seen();
}
