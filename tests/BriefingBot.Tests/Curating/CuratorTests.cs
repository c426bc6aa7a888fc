using BriefingBot.Chat;
using BriefingBot.Curating;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;
using BriefingBot.Host.Curating;
using Microsoft.Extensions.Configuration;

namespace BriefingBot.Tests.Curating;

/// <summary>Who may change briefings, and what everybody else is told.</summary>
public sealed class CuratorTests
{
    [Theory]
    [InlineData("discord:1", "7", false, "", true)]
    [InlineData("discord", "7", false, "", true)]
    [InlineData("slack:1", "7", false, "", false)]
    [InlineData("discord:1", "8", true, "", false)]
    [InlineData("discord:1", "8", false, "55", true)]
    [InlineData("slack:1", "8", false, "55", false)]
    [InlineData("discord:2", "8", true, "", true)]
    [InlineData("discord:2", "8", false, "", false)]
    [InlineData("discord:2", "", false, "", false)]
    public void APersonIsOneByIdByRoleOrByManagingANamedServer(string community, string person, bool isManager, string role, bool mayIt)
    {
        var curators = new Curators(["discord:7"], ["discord:55"], ["discord:2"]);
        Assert.Equal(mayIt, curators.Include(new(community) { Person = new(person, "Somebody"), IsManager = isManager, Roles = role.Length > 0 ? [role] : [] }));
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    public void TheChatPageIsOneOnThisMachineAloneAndOnlyWhereItIsNamed(bool isOnThisMachine, bool isNamed, bool mayIt) =>
        Assert.Equal(mayIt, new Curators(isNamed ? ["browser"] : ["discord:7"], [], []).Include(
            new("browser") { IsManager = true, IsOnThisMachine = isOnThisMachine, Person = new(string.Empty, "the chat page") }));

    [Fact]
    public async Task WithoutSettingsNobodyIsOneAndTheRefusalSaysHowToChangeThat()
    {
        using var chat = new CuratingChat(Curators.Nobody);
        var reply = await chat.AskAsync("/curate status");
        Assert.Equal(Outcome.WrongUsage, reply.Outcome);
        Assert.Contains("Nobody may change briefings from chat yet. Whoever runs the bot can add “discord:7” to Curators:Users", PlainText.Render(reply.Blocks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverIsRefusedIsWrittenDown()
    {
        using var chat = new CuratingChat();
        foreach (var command in new[] { "status", "history tea plant", "diff tea plant", "rollback tea plant 1", "verify tea plant", "download tea plant", "flags", "reload", "confirm", "save x", "rollback", "status" })
        {
            Assert.Contains("Only curators", await chat.SayAsync($"/curate {command}", CuratingChat.Bob), StringComparison.Ordinal);
        }

        Assert.Equal(
            [("status", ""), ("history", "tea/plant"), ("diff", "tea/plant"), ("rollback", "tea/plant"), ("verify", "tea/plant"), ("download", "tea/plant"), ("flags", ""), ("reload", ""), ("confirm", ""), ("save", "x")],
            chat.State.Audit.Select(entry => (entry.Act["curate ".Length..], entry.Target)));
        Assert.All(chat.State.Audit, entry => Assert.Equal((AuditOutcome.Refused, "8"), (entry.Outcome, entry.Who.Person.Id)));
    }

    [Fact]
    public async Task NobodyFillsTheAuditLogWithRefusals()
    {
        using var chat = new CuratingChat();
        for (var number = 0; number < 5; number++)
        {
            await chat.AskAsync("/curate status", CuratingChat.Bob);
        }

        Assert.Single(chat.State.Audit);
        await chat.AskAsync("/curate status", CuratingChat.Bob with { Person = new("9", "Eve") });
        Assert.Equal(2, chat.State.Audit.Length);
        chat.Time.Advance(NotedRefusals.Kept);
        await chat.AskAsync("/curate status", CuratingChat.Bob);
        Assert.Equal(3, chat.State.Audit.Length);
    }

    [Fact]
    public async Task ARefusalThatCouldNotBeNotedIsNotedTheNextTime()
    {
        using var chat = new CuratingChat();
        chat.State.IsAuditAway = true;
        Assert.Contains("Only curators", await chat.SayAsync("/curate status", CuratingChat.Bob), StringComparison.Ordinal);
        chat.State.IsAuditAway = false;
        await chat.AskAsync("/curate status", CuratingChat.Bob);
        Assert.Single(chat.State.Audit);
    }

    [Fact]
    public void OfTooManyNotedRefusalsTheOldestGo()
    {
        var noted = new NotedRefusals(new ManualTime(DateTimeOffset.UnixEpoch));
        for (var number = 0; number <= NotedRefusals.Most; number++)
        {
            Assert.True(noted.Begin(new("test", new($"{number}", "Eve")), "curate status"));
        }

        Assert.False(noted.Begin(new("test", new($"{NotedRefusals.Most}", "Eve")), "curate status"));
        Assert.True(noted.Begin(new("test", new("0", "Eve")), "curate status"));
    }

    [Fact]
    public async Task WhoIsNoneSeesAndCompletesNothingOfIt()
    {
        using var chat = new CuratingChat();
        Assert.DoesNotContain("/curate", await chat.SayAsync("/help", CuratingChat.Bob), StringComparison.Ordinal);
        Assert.Contains("/curate rollback TOPIC SECTION REVISION", await chat.SayAsync("/help"), StringComparison.Ordinal);
        Assert.Empty(await chat.CompleteAsync("/cur", CuratingChat.Bob));
        Assert.Empty(await chat.CompleteAsync("/curate verify tea ", CuratingChat.Bob));
        Assert.Contains("/curate status", await chat.CompleteAsync("/cur"));
    }

    [Fact]
    public async Task ItIsCheckedAgainWhenItIsSaved()
    {
        using var chat = new CuratingChat(new([], ["discord:55"], []));
        var asked = await chat.AskAsync("/curate verify tea plant", CuratingChat.Ada with { Roles = ["55"] });
        Assert.Contains("Only curators", await chat.SayAsync(CuratingChat.Save(asked)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Curators:Users", "discord:7, slack:U12;browser", "")]
    [InlineData("Curators:Users:0", "discord:7", "")]
    [InlineData("Curators:Roles", "discord:7", "")]
    [InlineData("Curators:Servers:1", "slack:T1", "")]
    [InlineData("Curators:Users", "", "")]
    [InlineData("Curators:Users", "Ada", "Curators:Users has “Ada”; write a person as discord:ID with the ID's digits, or slack:ID, or browser for the chat page on this machine.")]
    [InlineData("Curators:Users", "discord:0", "Curators:Users has “discord:0”; write a person as discord:ID with the ID's digits, or slack:ID, or browser for the chat page on this machine.")]
    [InlineData("Curators:Roles", "browser", "Curators:Roles has “browser”; write a role as discord:ID with the ID's digits, or slack:ID.")]
    [InlineData("Curators:Servers", "discord:tea", "Curators:Servers has “discord:tea”; write a server as discord:ID with the ID's digits, or slack:ID.")]
    [InlineData("Curators:User", "discord:7", "Curators has “User”, which means nothing there. Put people under Curators:Users, roles under Curators:Roles, servers under Curators:Servers, the curator page's token under Curators:PageToken.")]
    [InlineData("Curators:PageToken", "print", "")]
    [InlineData("Curators:PageToken", "off", "")]
    [InlineData("Curators:PageToken", "0123456789abcdef0123456789ABCDEF", "")]
    [InlineData("Curators:PageToken", "secret", "Curators:PageToken is too easy to guess. Write print for a new one at each start, off for none, or at least 32 letters, digits, hyphens and underscores by chance, such as “openssl rand -hex 32” prints.")]
    [InlineData("Curators", "discord:7", "Curators has “discord:7”, which means nothing there. Put people under Curators:Users, roles under Curators:Roles, servers under Curators:Servers, the curator page's token under Curators:PageToken.")]
    public void SettingsAreCheckedAtTheStart(string key, string value, string failure) => Assert.Equal(failure, Failures((key, value)));

    [Fact]
    public void AChatPageThatIsOpenToOthersIsNoCurator() => Assert.Equal(
        "Curators:Users names browser, and WebChat:AllowedHosts opens the chat page to other machines, where nobody logs in. Take one of the two out.",
        Failures(("Curators:Users", "browser"), ("WebChat:AllowedHosts", "chat.example.org")));

    private static string Failures(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        var options = new CuratorsOptions();
        options.Read(configuration.GetSection(CuratorsOptions.Section));
        return string.Join(' ', new CuratorsOptionsValidator(configuration).Validate(name: null, options).Failures ?? []);
    }
}
