using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using NSec.Cryptography;

namespace BriefingBot.Tests.Discord;

public sealed class HttpEndpointTests(HttpEndpointTests.Rig rig) : IClassFixture<HttpEndpointTests.Rig>
{
    private DiscordBot Bot => rig.Bot;

    [Fact]
    [Trait("Discord", "R13")]
    public async Task APingIsAnsweredAtOnce()
    {
        using var response = await Bot.PostAsync("""{"type":1}"""u8.ToArray());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""{"type":1}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    [Trait("Discord", "R14")]
    public async Task APingIsAnsweredInTheLongFormToo() =>
        Assert.Equal("""{"type":1}""", (await Bot.SendAsync(TestInteraction.Ping()))!.ToJsonString());

    [Fact]
    [Trait("Discord", "R15")]
    public async Task ACommandIsAnsweredOnTheSameRequest()
    {
        var answer = await Bot.SendAsync(TestInteraction.Command("brief", ("topic", "china-nk"), ("section", "economics")));

        Assert.Equal(4, (int)answer!["type"]!);
        Assert.Contains("china-nk/economics@", answer.ToJsonString(), StringComparison.Ordinal);
    }

    public static TheoryData<string> WrongSignatures => new(Wrong.Keys);

    [Theory]
    [MemberData(nameof(WrongSignatures))]
    [Trait("Discord", "R11")]
    [Trait("Discord", "R12")]
    public async Task EveryWrongSignatureIsRefusedWithoutAWord(string kind)
    {
        var body = Encoding.UTF8.GetBytes(TestInteraction.Command("topics").Json.ToJsonString());
        using var response = await Bot.PostAsync(body, request => Wrong[kind](request, Bot));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    [Trait("Discord", "R17")]
    public async Task ABodyThatComesInChunksIsTakenLikeAnyOther()
    {
        var body = Encoding.UTF8.GetBytes(TestInteraction.Ping().Json.ToJsonString());
        using var response = await Bot.PostAsync(body, request => request.Content = new ChunkedContent(body));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Discord", "R17")]
    public async Task MoreThanAMebibyteIsRefusedHoweverItIsSent(bool isChunked)
    {
        var body = new byte[(1024 * 1024) + 1];
        using var response = await Bot.PostAsync(body, request => request.Content = isChunked ? new ChunkedContent(body) : null);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    [Trait("Discord", "R17")]
    public async Task AMebibyteIsTaken()
    {
        var body = Encoding.UTF8.GetBytes("""{"type":1,"padding":"PAD"}""".Replace("PAD", new string('x', (1024 * 1024) - 26 + 3 - 2), StringComparison.Ordinal));
        Assert.InRange(body.Length, (1024 * 1024) - 2, 1024 * 1024);
        using var response = await Bot.PostAsync(body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    [Trait("Discord", "R17")]
    public async Task AClaimedLengthThatIsALieDisturbsNobodyElse()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Bot.Bot.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /discord/interactions HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\nX-Signature-Ed25519: {new string('0', 128)}\r\nX-Signature-Timestamp: 1\r\n\r\n{{"));
        Assert.Equal("""{"type":1}""", (await Bot.SendAsync(TestInteraction.Ping()))!.ToJsonString());
        socket.Close();

        Assert.Equal("""{"type":1}""", (await Bot.SendAsync(TestInteraction.Ping()))!.ToJsonString());
    }

    [Fact]
    [Trait("Discord", "R119")]
    public async Task HalfABodyDoesNotKeepTheBotFromStopping()
    {
        var bot = await DiscordBot.OverHttpAsync();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, bot.Bot.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /discord/interactions HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nX-Signature-Ed25519: {new string('0', 128)}\r\nX-Signature-Timestamp: 1\r\n\r\n{{"));
        await bot.SendAsync(TestInteraction.Ping());
        var watch = Stopwatch.StartNew();
        await bot.DisposeAsync();

        // Kestrel alone would wait for the rest until the four seconds are over in which everything must have stopped.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3.5), $"It took {watch.Elapsed}.");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("""{"type":99}""")]
    [InlineData("""{"type":2}""")]
    [InlineData("""{"type":2,"id":"1","application_id":"1100000000000000124"}""")]
    [InlineData("""{"type":1,"id":"1","application_id":"1100000000000000124"}""")]
    [InlineData("""{"type":2,"application_id":"1100000000000000123","data":{"name":"topics"}}""")]
    [InlineData("""{"type":2,"application_id":"1100000000000000123","id":null,"data":{"name":"topics"}}""")]
    [Trait("Discord", "R18")]
    [Trait("Discord", "R19")]
    public async Task WhatIsSignedAndIsNoInteractionOfThisApplicationIsRefusedWithoutAWord(string body)
    {
        using var response = await Bot.PostAsync(Encoding.UTF8.GetBytes(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    [Trait("Discord", "R18")]
    public async Task OtherMethodsAndPathsAreNotServed()
    {
        using var get = await Bot.Bot.Client.GetAsync("/discord/interactions");
        using var elsewhere = await Bot.Bot.Client.PostAsync("/discord/other", null);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Fact]
    [Trait("Discord", "R99")]
    public async Task TheSameRequestAgainGetsTheSameAnswer()
    {
        var body = Encoding.UTF8.GetBytes(TestInteraction.Command("topics").Json.ToJsonString());
        using var first = await Bot.PostAsync(body);
        using var second = await Bot.PostAsync(body);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
    }

    [Fact]
    [Trait("Discord", "R22")]
    public async Task AClockThatIsWrongRefusesNothing()
    {
        using var response = await Bot.PostAsync(
            Encoding.UTF8.GetBytes(TestInteraction.Ping().Json.ToJsonString()),
            request =>
            {
                request.Timestamps[0] = "1700000000";
                request.Signatures[0] = Convert.ToHexString(Bot.Sign("1700000000", request.Body));
            });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    [Trait("Discord", "R8")]
    public async Task ThePageIsServedBesideIt()
    {
        using var page = await Bot.Bot.Client.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    private static readonly Dictionary<string, Action<SignedRequest, DiscordBot>> Wrong = new(StringComparer.Ordinal)
    {
        ["no signature"] = (request, _) => request.Signatures.Clear(),
        ["no time stamp"] = (request, _) => request.Timestamps.Clear(),
        ["an empty signature"] = (request, _) => request.Signatures[0] = string.Empty,
        ["an empty time stamp"] = (request, _) => request.Timestamps[0] = string.Empty,
        ["two signatures"] = (request, _) => request.Signatures.Add(request.Signatures[0]),
        ["two time stamps"] = (request, _) => request.Timestamps.Add(request.Timestamps[0]),
        ["a short signature"] = (request, _) => request.Signatures[0] = request.Signatures[0][..126],
        ["a signature of odd length"] = (request, _) => request.Signatures[0] = request.Signatures[0][..127],
        ["a long signature"] = (request, _) => request.Signatures[0] += "00",
        ["a signature that is not hexadecimal"] = (request, _) => request.Signatures[0] = "g" + request.Signatures[0][1..],
        ["zeros"] = (request, _) => request.Signatures[0] = new string('0', 128),
        ["another time stamp"] = (request, _) => request.Timestamps[0] = "1" + request.Timestamps[0],
        ["a time stamp of letters"] = (request, _) => request.Timestamps[0] = "now",
        ["a time stamp of a thousand digits"] = (request, _) => request.Timestamps[0] = new string('1', 1_000),
        ["a body with one bit changed"] = (request, _) => request.Body[^2] ^= 1,
        ["an empty body"] = (request, _) => request.Body = [],
        ["another key"] = (request, _) =>
        {
            using var other = Key.Create(SignatureAlgorithm.Ed25519);
            request.Signatures[0] = Convert.ToHexString(SignatureAlgorithm.Ed25519.Sign(other, [.. Encoding.ASCII.GetBytes(request.Timestamps[0]), .. request.Body]));
        },
        ["the body alone signed"] = (request, bot) => request.Signatures[0] = Convert.ToHexString(bot.Sign(string.Empty, request.Body)),
    };

    public sealed class Rig : IAsyncLifetime
    {
        internal DiscordBot Bot { get; private set; } = null!;

        public async Task InitializeAsync() => Bot = await DiscordBot.OverHttpAsync();

        public async Task DisposeAsync() => await Bot.DisposeAsync();
    }

    private sealed class ChunkedContent(byte[] body) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            foreach (var chunk in body.Chunk(100_000))
            {
                await stream.WriteAsync(chunk);
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
