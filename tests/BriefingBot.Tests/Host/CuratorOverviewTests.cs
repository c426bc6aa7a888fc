using System.Text;
using BriefingBot.Curating;
using BriefingBot.Curating.Records;
using BriefingBot.Host.CuratorPage;
using BriefingBot.Tests.Curating;
using Microsoft.AspNetCore.Http;

namespace BriefingBot.Tests.Host;

/// <summary>What the curator page's lists say of what they leave out.</summary>
public sealed class CuratorOverviewTests : IDisposable
{
    private readonly CuratingChat chat = new();

    public void Dispose() => chat.Dispose();

    [Fact]
    public async Task FlagsAreCountedBeyondThoseThatAreShown()
    {
        IFlags flags = chat.State;
        for (var number = 0; number < 501; number++)
        {
            await flags.AddAsync(new Flag($"s{number}", chat.Time.GetUtcNow(), "tea", "plant", "00000000", "Hm", Actor.Of(CuratingChat.Bob)), int.MaxValue, DateTimeOffset.MinValue, default);
        }

        var page = await ReadAsync(overview => overview.FlagsAsync);
        Assert.Contains("501 open flags", page, StringComparison.Ordinal);
        Assert.Contains("These are the oldest 100.", page, StringComparison.Ordinal);
        Assert.Contains("1 newer flag of readers is not counted here.", await ReadAsync(overview => overview.ListAsync), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheLogGoesOnBehindWhatIsHiddenHere()
    {
        IAuditLog audit = chat.State;
        foreach (var target in Enumerable.Repeat("secret/plan@00000000", 250).Prepend("tea/plant@01234567"))
        {
            await audit.AddAsync(new(chat.Time.GetUtcNow(), Actor.Of(CuratingChat.Ada), "curate save", target, AuditOutcome.Done, Detail: null), default);
        }

        var page = await ReadAsync(overview => overview.LogAsync);
        Assert.Contains("tea/plant@01234567", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatOtherReplicasAloneServeIsListedAsInChats()
    {
        chat.Editor.Missed = [new("tea", "plant.md", "01234567"), new("tea", "trade.md", string.Empty), new("secret", "plan.md", "01234567")];
        var page = await ReadAsync(overview => overview.ListAsync);
        Assert.Contains("Served by other replicas only (2)", page, StringComparison.Ordinal);
        Assert.Contains("<code>tea/plant.md</code>, revision 01234567", page, StringComparison.Ordinal);
        Assert.Contains("<code>tea/trade.md</code>, which is gone elsewhere", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page, StringComparison.Ordinal);

        var said = await chat.SayAsync("/curate status");
        Assert.Contains("Served by other replicas only (2)", said, StringComparison.Ordinal);
        Assert.Contains("tea/plant.md, revision 01234567", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OnlyWhoCameInByTheTokenCanSignOut(bool isByToken)
    {
        var named = CuratingChat.Ada with { Person = new("7", "Ada, by token") };
        Assert.Equal(isByToken, (await ReadAsync(overview => overview.ListAsync, new(named, isByToken))).Contains("Sign out", StringComparison.Ordinal));
    }

    private async Task<string> ReadAsync(Func<Overview, Func<CuratorVisit, Task>> page, AdmittedCurator? curator = null)
    {
        var overview = new Overview(new(chat.Editor, chat.State, chat.State, chat.State, Curators.Nobody, new(chat.Editor, chat.State, chat.State, chat.Time)));
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };
        await page(overview)(new(context, curator ?? new(CuratingChat.Ada, IsByToken: false), chat.Editor.State!, TestFolder.Today));
        return Encoding.UTF8.GetString(body.ToArray());
    }
}
