using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace BriefingBot.Tests.Host;

/// <summary>The chat over HTTP, as a browser, a program and an attacker see it.</summary>
public sealed class WebChatTests : IAsyncLifetime
{
    private RunningBot bot = null!;

    public async Task InitializeAsync() => bot = await RunningBot.StartAsync();

    public async Task DisposeAsync() => await bot.DisposeAsync();

    [Fact]
    public async Task ABriefIsAnsweredAsJson()
    {
        var reply = await bot.AskAsync("/brief china-nk economics");

        Assert.Equal("done", reply.GetProperty("outcome").GetString());
        Assert.Equal("private", reply.GetProperty("audience").GetString());
        Assert.StartsWith("Economic ties\nReviewed 21 November 2026", reply.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABriefIsAnsweredAsAFragmentOfHtmlWhereThatIsAccepted()
    {
        using var request = Post("/api/chat", """{"text":"/brief china-nk economics"}""");
        request.Headers.Accept.Add(new("text/html"));
        using var response = await bot.Client.SendAsync(request);
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("private", response.Headers.GetValues("X-Reply-Audience").Single());
        Assert.StartsWith("<h2>Economic ties</h2>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompletionTakesTheTextUpToTheCursor()
    {
        using var response = await bot.Client.PostAsJsonAsync("/api/complete", new { text = "/brief china-nk eco" });
        var completion = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(16, completion.GetProperty("start").GetInt32());
        Assert.Equal("economics", completion.GetProperty("suggestions")[0].GetProperty("value").GetString());
        Assert.Equal("economics – Economic ties", completion.GetProperty("suggestions")[0].GetProperty("label").GetString());
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("{\"text\":null}", HttpStatusCode.BadRequest)]
    [InlineData("{\"text\":7}", HttpStatusCode.BadRequest)]
    [InlineData("{\"text\":[\"/help\"]}", HttpStatusCode.BadRequest)]
    [InlineData("{\"text\":\"\\ud800\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"words\":\"/help\"}", HttpStatusCode.BadRequest)]
    public async Task ABodyThatIsNotOneTextIsToldWhatToSend(string body, HttpStatusCode status)
    {
        foreach (var path in new[] { "/api/chat", "/api/complete" })
        {
            using var request = Post(path, body);
            using var response = await bot.Client.SendAsync(request);

            Assert.Equal(status, response.StatusCode);
            var reply = await response.Content.ReadFromJsonAsync<JsonElement>();
            Assert.StartsWith("Send an object with one text, such as {\"text\":\"/help\"}.", reply.GetProperty("text").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ABodyThatIsNotJsonByItsTypeIsRefusedSoThatNoFormOfAnotherSiteCanSendIt()
    {
        using var response = await bot.Client.PostAsync("/api/chat", new StringContent("""{"text":"/help"}""", Encoding.UTF8, "text/plain"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task AHundredThousandCharactersAreRefused()
    {
        using var request = Post("/api/chat", JsonSerializer.Serialize(new { text = new string('x', 100_000) }));
        using var response = await bot.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("Shorten the text", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TenThousandCharactersGetASentence()
    {
        var reply = await bot.AskAsync(new string('x', 10_000));

        Assert.Equal("wrongUsage", reply.GetProperty("outcome").GetString());
        Assert.StartsWith("That is 10,000 characters long, and a command has at most 2,000.", reply.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:5080")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("192.168.1.5")]
    public async Task AForeignHostIsRefused(string host)
    {
        foreach (var path in new[] { "/", "/chat.js", "/api/channel", "/API/Channel", "/api/channel/", "/CHAT.js", "/chat.js/" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = host;
            using var response = await bot.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.DoesNotContain(host, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:5080")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:5080")]
    public async Task ThisMachinesOwnNamesAreServed(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = host;
        using var response = await bot.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://localhost:1")]
    [InlineData("http://localhost.evil.example")]
    public async Task AForeignOriginIsRefused(string origin)
    {
        using var request = Post("/api/chat", """{"text":"/help"}""");
        request.Headers.Add("Origin", origin);
        using var response = await bot.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("/API/chat")]
    [InlineData("/api/chat/")]
    [InlineData("/Api/Complete")]
    public async Task AnAddressWrittenOtherwiseIsGuardedTheSame(string path)
    {
        using var request = Post(path, """{"text":"/topics"}""");
        request.Headers.Host = "evil.example";
        using var response = await bot.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "192.0.2.7")]
    [InlineData("Forwarded", "for=192.0.2.7")]
    [InlineData("Via", "1.1 proxy")]
    public async Task AProxyThatAsksForSomebodyElseIsRefusedUntilAHostIsNamed(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add(header, value);
        using var response = await bot.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task ALinkOnAnotherSiteMayLeadToThePage()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        using var response = await bot.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task ThePagesOwnOriginIsServedAndAnotherSitesFetchIsNot()
    {
        using var own = Post("/api/chat", """{"text":"/help"}""");
        own.Headers.Add("Origin", bot.Address.GetLeftPart(UriPartial.Authority));
        own.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var served = await bot.Client.SendAsync(own);
        using var other = Post("/api/chat", """{"text":"/help"}""");
        other.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var refused = await bot.Client.SendAsync(other);

        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task ThePageLoadsNothingFromElsewhereAndMayNotBeFramed()
    {
        foreach (var (path, type) in new[] { ("/", "text/html"), ("/chat.css", "text/css"), ("/chat.js", "text/javascript"), ("/composer.js", "text/javascript") })
        {
            using var response = await bot.Client.GetAsync(path);
            var content = await response.Content.ReadAsStringAsync();

            Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
            Assert.StartsWith("default-src 'none'; script-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.False(response.Headers.Contains("Server"));
            Assert.DoesNotMatch("(src|href)=\"(https?:)?//|@import|url\\(http", content);
        }
    }

    [Fact]
    public async Task WhatIsSharedReachesEveryPageThatListensAndThoseThatComeLater()
    {
        await using var first = await Listener.OpenAsync(bot, lastId: null);
        var reply = await bot.AskAsync("/brief china-nk economics share");
        Assert.Equal("channel", reply.GetProperty("audience").GetString());
        var post = await first.NextAsync();
        Assert.StartsWith("<h2>Economic ties</h2>", post.Html, StringComparison.Ordinal);

        await bot.AskAsync("/brief china-nk history share");
        await using var late = await Listener.OpenAsync(bot, lastId: null);
        Assert.Equal(post, await late.NextAsync());
        Assert.Contains("<h2>History</h2>", (await late.NextAsync()).Html, StringComparison.Ordinal);

        await using var back = await Listener.OpenAsync(bot, lastId: post.Id);
        Assert.Contains("<h2>History</h2>", (await back.NextAsync()).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNotSharedReachesNobodyElse()
    {
        await using var listener = await Listener.OpenAsync(bot, lastId: null);
        await bot.AskAsync("/brief china-nk economics");
        await bot.AskAsync("/brief mars share");
        await bot.AskAsync("/brief china-nk outlook share");

        Assert.Contains("<h2>Outlook</h2>", (await listener.NextAsync()).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AThousandQuestionsAtOnceAreAllAnswered()
    {
        string[] questions = ["/brief china-nk economics", "/search sanctions trade", "/topics", "/brief chna-nk", "/search the"];
        var replies = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => bot.AskAsync(questions[i % questions.Length])));

        // Four hundred searches are more than may wait at once: one that finds no place is told so, and nothing else fails.
        Assert.All(replies.Where(reply => reply.GetProperty("outcome").GetString() == "failed"), reply =>
            Assert.StartsWith("Too many people are searching at this moment.", reply.GetProperty("text").GetString(), StringComparison.Ordinal));
        Assert.All(replies.Where((_, i) => i % questions.Length is not (1 or 4)), reply =>
            Assert.NotEqual("failed", reply.GetProperty("outcome").GetString()));
        Assert.All(replies.Where((_, i) => i % questions.Length == 0), reply =>
            Assert.StartsWith("Economic ties\n", reply.GetProperty("text").GetString(), StringComparison.Ordinal));
    }

    private static HttpRequestMessage Post(string path, string body) =>
        new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };

    private sealed class Listener(HttpResponseMessage response, StreamReader reader) : IAsyncDisposable
    {
        public static async Task<Listener> OpenAsync(RunningBot bot, string? lastId)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/channel");
            if (lastId is not null)
            {
                request.Headers.Add("Last-Event-ID", lastId);
            }

            var response = await bot.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
            var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
            Assert.Equal("retry: 2000", await reader.ReadLineAsync());
            Assert.Equal("event: latest", await reader.ReadLineAsync());
            Assert.StartsWith("data: ", await reader.ReadLineAsync(), StringComparison.Ordinal);
            Assert.Equal(string.Empty, await reader.ReadLineAsync());
            return new(response, reader);
        }

        public async Task<(string Id, string Html)> NextAsync()
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var id = await reader.ReadLineAsync(limit.Token);
            var data = await reader.ReadLineAsync(limit.Token);
            await reader.ReadLineAsync(limit.Token);
            return (id!["id: ".Length..], data!["data: ".Length..]);
        }

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
