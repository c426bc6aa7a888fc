using System.Collections.Concurrent;
using BriefingBot.Chat;
using BriefingBot.Tests.Chat;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Tests.Discord;

/// <summary>Whatever is logged at whatever level, over a whole run, holds nothing secret and nothing that people wrote.</summary>
[Trait("Discord", "R9")]
[Collection(nameof(Alone))]
public sealed class LogTests
{
    private const string Typed = "confidential-words-nobody-logs";

    [Theory]
    [InlineData("http")]
    [InlineData("gateway")]
    public async Task NoTokenAndNoWordIsInTheLogOfARun(string transport)
    {
        var log = new Watch();
        var held = new TaskCompletionSource<Reply>(TaskCreationOptions.RunContinuationsAsynchronously);
        var bot = await DiscordBot.StartAsync(
            transport,
            discord =>
            {
                discord.Rest.Faults.Add(request => request.Path.EndsWith("/callback", StringComparison.Ordinal), FakeFault.ResetAfter);
                discord.Rest.Faults.Add(request => request.Path.EndsWith("/@original", StringComparison.Ordinal), FakeFault.RateLimited("user", 0.2));
            },
            builder =>
            {
                TestCommand.Add(TestCommand.Named("slow", _ => held.Task))(builder);
                builder.Logging.AddProvider(log);
                builder.Logging.SetMinimumLevel(LogLevel.Trace);
            },
            "--Serilog:MinimumLevel:Default=Verbose", "--Serilog:MinimumLevel:Override:Microsoft=Verbose");
        if (transport == "gateway")
        {
            await bot.Discord.Gateway.NextIdentifyAsync();
        }

        TestInteraction[] interactions =
        [
            TestInteraction.Command("search", ("words", Typed)), TestInteraction.Command("brief", ("topic", Typed)),
            TestInteraction.Completion("brief", "topic", ("topic", Typed)), TestInteraction.Command("slow", ("words", Typed)),
            TestInteraction.Press($"1-1/search {Typed}"), TestInteraction.Press(Typed),
        ];
        foreach (var interaction in interactions)
        {
            if (transport == "http")
            {
                await bot.SendAsync(interaction);
            }
            else
            {
                await bot.DispatchAsync(interaction);
            }
        }

        using (var refused = await bot.PostAsync([.. System.Text.Encoding.UTF8.GetBytes(Typed)], request => request.Signatures[0] = new string('0', 128)))
        {
            Assert.False(refused.IsSuccessStatusCode);
        }

        held.SetResult(TestCommand.Say(Typed));
        await bot.DisposeAsync();

        Assert.True(log.Lines.Count > 10, "The log was not watched.");
        Assert.Contains(bot.Discord.Rest.Requests, request => request.Path.EndsWith("/@original", StringComparison.Ordinal));
        foreach (var secret in (string[])[FakeDiscord.Token, Typed, .. interactions.Select(interaction => interaction.Token)])
        {
            Assert.DoesNotContain(log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    private sealed class Watch : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception} {(state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values) : string.Empty)}");

        public void Dispose()
        {
        }
    }
}
