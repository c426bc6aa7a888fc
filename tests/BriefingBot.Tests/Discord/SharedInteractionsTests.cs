using System.Globalization;
using System.Net;
using System.Text;
using BriefingBot.Host.Discord.Interactions;
using BriefingBot.Host.Storage;
using BriefingBot.Tests.Host;
using BriefingBot.Tests.Storage;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace BriefingBot.Tests.Discord;

/// <summary>What one replica saw, the others do not do again.</summary>
[Trait("Discord", "R98")]
public sealed class SharedInteractionsTests
{
    // The database takes as long as it takes; only the test lets time pass.
    private readonly ManualTime time = new(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    [Theory, OnPostgres]
    [Trait("Discord", "R97")]
    public async Task OfReplicasThatGetTheSameAtOnceOneTakesIt(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        using var one = New(await state.OpenAsync());
        using var other = New(await state.OpenAsync());
        for (var id = ulong.MaxValue / 2; id < (ulong.MaxValue / 2) + 20; id++)
        {
            var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Run(() => (number % 2 == 0 ? one : other).TryAddAsync(id).AsTask())));
            Assert.Single(taken, isNew => isNew);
        }
    }

    [Theory, OnPostgres]
    public async Task ADatabaseThatDoesNotAnswerInTimeIsNotWaitedForAndSaidOnce(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var log = new CapturedLog();
        using var shared = New(await state.OpenAsync(), log);
        Assert.True(await shared.TryAddAsync(1));
        await using (var other = new NpgsqlConnection(state.ConnectionString))
        {
            await other.OpenAsync();
            await using var transaction = await other.BeginTransactionAsync();
            await other.ExecuteAsync("lock table seen_interactions in access exclusive mode", transaction: transaction);
            var waits = shared.TryAddAsync(1).AsTask();
            await time.PassAsync(SharedInteractions.Deadline);
            Assert.True(await waits);
            Assert.True(await shared.TryAddAsync(1));

            time.Advance(SharedInteractions.Pause);
            waits = shared.TryAddAsync(1).AsTask();
            await time.PassAsync(SharedInteractions.Deadline);
            Assert.True(await waits);
        }

        Assert.Equal(1, Count(log, "PostgreSQL does not say in time what other replicas saw (TimeoutException)"));
        time.Advance(SharedInteractions.Pause);
        Assert.False(await shared.TryAddAsync(1));
        Assert.Equal(1, Count(log, "know again"));
    }

    [Theory, OnPostgres]
    public async Task ADatabaseThatIsAwayIsAskedAgainLater(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        var log = new CapturedLog();
        using var shared = New(await state.OpenAsync(), log);
        Assert.True(await shared.TryAddAsync(1));
        await PostgresServer.LetConnectAsync(state.ConnectionString, isAllowed: false);
        Assert.True(await shared.TryAddAsync(1));
        await PostgresServer.LetConnectAsync(state.ConnectionString, isAllowed: true);
        Assert.True(await shared.TryAddAsync(1));

        time.Advance(SharedInteractions.Pause);
        Assert.False(await shared.TryAddAsync(1));
        Assert.Equal(1, Count(log, "each replica knows only the repetitions that it got itself"));
    }

    [Theory, OnPostgres]
    public async Task WhatIsOlderThanHalfAnHourIsForgotten(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        using var shared = New(await state.OpenAsync());
        await shared.TryAddAsync(1);
        time.Advance(TimeSpan.FromMinutes(29));
        await shared.TryAddAsync(2);
        await shared.PruneAsync(CancellationToken.None);
        Assert.False(await shared.TryAddAsync(1));

        time.Advance(TimeSpan.FromMinutes(2));
        await shared.PruneAsync(CancellationToken.None);
        Assert.True(await shared.TryAddAsync(1));
        Assert.False(await shared.TryAddAsync(2));
    }

    [Fact]
    public async Task BeforeTheDatabaseIsThereNobodyWaitsForIt()
    {
        await using var state = await TestState.NewAsync(Database.Sqlite);
        using var shared = New(state.New());

        Assert.True(await shared.TryAddAsync(1));
    }

    [Theory, OnPostgres]
    [Trait("Discord", "R99")]
    public async Task TheSameSignedRequestAtTwoReplicasHasOneEffect(Database database)
    {
        await using var state = await TestState.NewAsync(database);
        await using var one = await DiscordBot.OverHttpAsync(configure: null, $"--State:ConnectionString={state.ConnectionString}");
        await using var other = await RunningBot.StartAsync(
        [
            $"--Discord:Token={FakeDiscord.Token}", $"--Discord:ApplicationId={FakeDiscord.ApplicationId}", $"--Discord:PublicKey={one.Discord.Rest.Application.Json["verify_key"]}",
            "--Discord:Transport=http", $"--Discord:ApiBaseUrl={one.Discord.ApiBaseUrl}", $"--State:ConnectionString={state.ConnectionString}",
        ]);
        await Task.WhenAll(new[] { one.Bot, other }.Select(bot => bot.App.Services.GetRequiredService<StateStore>().ReadyAsync(CancellationToken.None)));
        var flag = TestInteraction.Command("flag", ("topic", "china-nk"), ("section", "economics"), ("reason", "The year is wrong."));
        Assert.Contains("is noted", (await one.SendAsync(flag))!.ToJsonString(), StringComparison.Ordinal);

        using var again = await PostAsync(one, other, flag);

        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        var flags = await one.Bot.App.Services.GetRequiredService<StateStore>().ReadAsync(
            connection => connection.ExecuteScalarAsync<int>("select count(*) from flags"), CancellationToken.None);
        Assert.Equal(1, flags);
    }

    private SharedInteractions New(StateStore state, CapturedLog? log = null) =>
        new(state, time, log is null ? NullLogger<SharedInteractions>.Instance : new LoggerFactory([log]).CreateLogger<SharedInteractions>());

    private static int Count(CapturedLog log, string text) => log.Text.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));

    private static async Task<HttpResponseMessage> PostAsync(DiscordBot signer, RunningBot bot, TestInteraction interaction)
    {
        var body = Encoding.UTF8.GetBytes(interaction.Json.ToJsonString());
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/discord/interactions") { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Signature-Ed25519", Convert.ToHexStringLower(signer.Sign(timestamp, body)));
        request.Headers.Add("X-Signature-Timestamp", timestamp);
        return await bot.Client.SendAsync(request);
    }
}
