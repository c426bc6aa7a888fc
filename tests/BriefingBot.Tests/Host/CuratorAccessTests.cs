using System.Net;
using BriefingBot.Curating.Records;
using BriefingBot.Host.CuratorPage;

namespace BriefingBot.Tests.Host;

/// <summary>Who may use the curator page.</summary>
public sealed class CuratorAccessTests : IDisposable
{
    private const string Token = "Zm9yLXRlc3RzLW9ubHktMDEyMzQ1Njc4OWFiY2RlZg";
    private const string Plant = "/curate/tea/plant";

    private static readonly string[] Writing = ["/curate/flags", "/curate/reload", "/curate/confirm", "/curate/check", Plant, Plant + "/verify", Plant + "/rollback"];

    private readonly TestFolder folder = TestFolder.WithTea();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task NobodyMayUntilTheSettingsSaySo()
    {
        await using var curator = await CuratorClient.StartAsync(folder);
        foreach (var path in new[] { "/curate", "/curate/flags", "/curate/log", "/curate/new", Plant, Plant + "/history" })
        {
            var (status, page) = await curator.GetAsync(path);
            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.Contains("add <code>browser</code> to <code>Curators:Users</code>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("tea", page, StringComparison.OrdinalIgnoreCase);
        }

        foreach (var path in Writing)
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await curator.SendAsync(path, ("text", "x"), ("act", "save"))).Status);
        }

        // Once, or else anybody could fill the audit log.
        var entry = Assert.Single(await curator.AuditAsync());
        Assert.Equal(("curate page", AuditOutcome.Refused, "browser", "somebody on this machine"), (entry.Act, entry.Outcome, entry.Who.Community, entry.Who.Person.Name));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task WhatDoesNotComeFromItsOwnPagesChangesNothing(string? origin)
    {
        await using var curator = await CuratorClient.StartAsync(folder, "--Curators:Users=browser");
        var (text, from) = await curator.OpenAsync(Plant);
        curator.Origin = origin;
        foreach (var path in Writing.Append("/curate/enter").Append("/curate/leave"))
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await curator.SendAsync(path, ("text", text.Replace("Most", "Many", StringComparison.Ordinal)), ("from", from), ("act", "save"))).Status);
        }

        Assert.Equal(text, folder.OnDisk("tea/plant.md"));
        Assert.Empty(await curator.AuditAsync());
    }

    [Fact]
    public async Task AForeignHostIsRefused()
    {
        await using var curator = await CuratorClient.StartAsync(folder, "--Curators:Users=browser");
        foreach (var path in new[] { "/curate", "/CURATE", "/curate/", Plant, "/curate/curate.css" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = "evil.example";
            Assert.Equal(HttpStatusCode.Forbidden, (await curator.Http.SendAsync(request)).StatusCode);
        }
    }

    [Fact]
    public async Task WhoBringsTheTokenIsInAndNobodyElse()
    {
        await using var curator = await CuratorClient.StartAsync(folder, $"--Curators:PageToken={Token}");
        Assert.Contains("<label for=\"token\">", (await curator.GetAsync("/curate")).Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await curator.GetAsync($"/curate?token={Token}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await curator.SendAsync("/curate/enter", ("token", Token[..^1]))).Status);

        using var entered = await curator.PostAsync("/curate/enter", ("token", Token));
        Assert.Equal((HttpStatusCode.SeeOther, "/curate"), (entered.StatusCode, entered.Headers.Location!.ToString()));
        var cookie = entered.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("path=/curate; samesite=strict; httponly", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);

        curator.Cookie = cookie.Split(';')[0];
        Assert.Contains("Sign out", await curator.ReadAsync("/curate"), StringComparison.Ordinal);
        var (text, from) = await curator.OpenAsync(Plant);
        await curator.PostAsync(Plant, ("text", text.Replace("Most", "Many", StringComparison.Ordinal)), ("from", from), ("act", "save"));
        Assert.Equal(
            ["curate enter, Done, somebody on this machine", "curate enter, Refused, somebody on this machine", "curate save, Done, somebody on this machine, by token"],
            (await curator.AuditAsync()).Select(entry => $"{entry.Act}, {entry.Outcome}, {entry.Who.Person.Name}").Order(StringComparer.Ordinal));

        curator.Cookie = curator.Cookie.Split('=')[0] + "=" + Token;
        Assert.Equal(HttpStatusCode.Forbidden, (await curator.GetAsync("/curate")).Status);
    }

    [Fact]
    public async Task WhoeverGuessesKeepsNobodyOutAndFillsNoLog()
    {
        await using var curator = await CuratorClient.StartAsync(folder, $"--Curators:PageToken={Token}");
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await curator.SendAsync("/curate/enter", ("token", $"guess {i}"))).Status);
        }

        using var entered = await curator.PostAsync("/curate/enter", ("token", Token));
        curator.Cookie = entered.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        await curator.ReadAsync("/curate");
        Assert.Equal(["A wrong token.", "By the token."], (await curator.AuditAsync()).Select(entry => entry.Detail).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/x-www-form-urlencoded; charset=nonsense")]
    [InlineData("text/plain")]
    public async Task ABodyThatIsNoFormIsNoToken(string type)
    {
        await using var curator = await CuratorClient.StartAsync(folder, $"--Curators:PageToken={Token}");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/curate/enter") { Content = new ByteArrayContent("garbage"u8.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var response = await curator.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task WhereThePageIsOpenToOthersOnlyTheTokenIsOffered()
    {
        await using var curator = await CuratorClient.StartAsync(folder, "--WebChat:AllowedHosts=chat.example.org");
        var (_, page) = await curator.GetAsync("/curate");
        Assert.DoesNotContain("Curators:Users", page, StringComparison.Ordinal);
        Assert.Contains("Curators:PageToken", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:5080", "http://localhost:5080/curate#token=T")]
    [InlineData("http://[::]:8080", "http://localhost:8080/curate#token=T")]
    [InlineData("http://0.0.0.0:8080/", "http://localhost:8080/curate#token=T")]
    [InlineData("http://*:80", "http://localhost:80/curate#token=T")]
    [InlineData("https://bot.example.org:443", "https://bot.example.org:443/curate#token=T")]
    [InlineData("http://[::1]:5080", "http://[::1]:5080/curate#token=T")]
    public void TheLinkLeadsToWhereTheBotListens(string url, string link) => Assert.Equal(link, CuratorPageLink.Of(url, "T"));
}
