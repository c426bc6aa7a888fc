using System.Net.Http.Json;
using System.Text.Json;
using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Delivery;
using BriefingBot.Host.WebChat;
using BriefingBot.Tests.Chat;
using BriefingBot.Tests.Digests;
using Microsoft.Extensions.DependencyInjection;

namespace BriefingBot.Tests.Host;

/// <summary>Digests in the browser's chat, and in the terminal.</summary>
public sealed class DigestPageTests : IAsyncLifetime, IDigestSender
{
    private readonly MemoryState state = new();
    private RunningBot bot = null!;

    public async Task InitializeAsync() =>
        bot = await RunningBot.StartAsync([], builder => builder.Services.AddSingleton(new DigestServices(state, state, this)));

    public async Task DisposeAsync() => await bot.DisposeAsync();

    public Task<Occurrence?> SendNowAsync(Subscription subscription, CancellationToken cancellationToken) => Task.FromResult<Occurrence?>(null);

    [Theory]
    [InlineData("\"Asia/Tokyo\"", "Asia/Tokyo")]
    [InlineData("\"Mars/Olympus\"", "UTC")]
    [InlineData("\"../../etc/passwd\"", "UTC")]
    [InlineData("7", "UTC")]
    [InlineData("null", "UTC")]
    public async Task TheBrowserSaysWhereItsReaderIs(string zone, string expected)
    {
        using var content = new StringContent($$"""{"text":"/digest subscribe china-nk 08:00","zone":{{zone}}}""", System.Text.Encoding.UTF8, "application/json");
        using var response = await bot.Client.PostAsync("/api/chat", content);
        var subscription = Assert.Single(state.All);

        Assert.Equal(expected, subscription.Schedule.Zone);
        Assert.Equal((new ChannelAddress("browser", "browser", "page"), new Person(string.Empty, "the chat page")), (subscription.Channel, subscription.CreatedBy));
    }

    [Fact]
    public async Task APageHasNoRolesToNotify()
    {
        var reply = await bot.AskAsync("/digest subscribe china-nk 08:00 role:5");

        Assert.Contains("there are no roles here", reply.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheRunsAreMomentsThatThePageCanTellInItsReadersTime()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat") { Content = JsonContent.Create(new { text = "/digest subscribe china-nk 08:00 Europe/Berlin" }) };
        request.Headers.Accept.Add(new("text/html"));
        using var response = await bot.Client.SendAsync(request);

        Assert.Contains(
            "<time datetime=\"2026-11-22T07:00:00Z\" data-zone=\"Europe/Berlin\">Sun 22 Nov 2026, 08:00 Europe/Berlin</time>",
            await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSamePostIsThereOnceHoweverOftenItIsSent()
    {
        var channel = bot.App.Services.GetRequiredService<WebChannel>();
        var first = await channel.PublishAsync(new("page", TestCommand.Say("good morning"), "abc/1"), default);
        var again = await channel.PublishAsync(new("page", TestCommand.Say("good morning"), "abc/1"), default);
        var next = await channel.PublishAsync(new("page", TestCommand.Say("good morning"), "abc/2"), default);

        Assert.Equal(first, again);
        Assert.NotEqual(first, next);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var posts = new List<string?>();
        await foreach (var post in channel.ReadAsync(0, stop.Token))
        {
            posts.Add(post.Key);
            if (posts.Count == 2)
            {
                break;
            }
        }

        Assert.Equal(["abc/1", "abc/2"], posts);
    }

    [Fact]
    public async Task TheTerminalShowsWhatAFirstDigestWouldSay()
    {
        var run = await ProgramRun.OfAsync("dotnet", [ProgramRun.Program, "digest", "preview", "china-nk", "all", "--json"], Repository.Root);
        using var reply = JsonDocument.Parse(run.Output);

        Assert.Equal((0, "done"), (run.ExitCode, reply.RootElement.GetProperty("outcome").GetString()));
        Assert.Contains("nothing is posted", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "digest", "preview", "mars")]
    [InlineData(2, "digest", "preview")]
    [InlineData(2, "digest", "preview", "china-nk", "everything")]
    [InlineData(2, "digest", "list")]
    public async Task TheTerminalSaysWhatIsWrong(int exitCode, params string[] arguments)
    {
        var run = await ProgramRun.OfAsync("dotnet", [ProgramRun.Program, .. arguments], Repository.Root);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.NotEmpty(run.Error);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
