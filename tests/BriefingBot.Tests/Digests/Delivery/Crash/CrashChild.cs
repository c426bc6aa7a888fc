using System.Globalization;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests.Delivery;
using BriefingBot.Digests.Scheduling;
using BriefingBot.Host.Digests;
using BriefingBot.Host.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BriefingBot.Tests.Digests.Delivery;

/// <summary>
/// A process that delivers digests until it is ended: this assembly, run as a program. Opens the state, goes on with what
/// an earlier process left, and runs the one subscription as the scheduler would.
/// </summary>
internal static class CrashChild
{
    public const string Verb = "deliver-until-ended";
    public const string Subscription = "crash1";

    public static readonly LocalSchedule Schedule = new(new TimeOnly(8, 0), "Europe/Berlin", Days.All);

    /// <param name="arguments">Connection string, the platform's address, whether it knows repetitions, the time it is in ISO 8601, and the last step.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var time = new Clock(DateTimeOffset.Parse(arguments[3], CultureInfo.InvariantCulture));
        var steps = new CrashSteps(int.Parse(arguments[4], CultureInfo.InvariantCulture));
        await using var state = new StateStore(Options.Create(new StateOptions { ConnectionString = arguments[0] }));
        state.Hold();
        await state.OpenAsync(CancellationToken.None);

        var rules = new DigestRules { BetweenPosts = TimeSpan.Zero };
        using var publisher = new CrashPublisher(arguments[1], bool.Parse(arguments[2]), steps);
        var publishers = new Dictionary<string, IChatPublisher> { ["test"] = publisher };
        await using var schedule = new DigestSchedule(state, time, NullLoggerFactory.Instance, new ServiceCollection().BuildServiceProvider());
        var subscriptions = new Subscriptions(state, schedule);
        var ledger = new CrashLedger(new DeliveryLedger(state), steps);
        var patience = new StatePatience(time, NullLogger<StatePatience>.Instance);
        var delivery = new DigestDelivery(
            subscriptions, ledger, Library(), new(ledger, publishers, patience, rules, time, NullLogger<DigestPosting>.Instance),
            new(subscriptions, publishers, time, NullLogger<DigestNotices>.Instance), patience, rules, time, NullLogger<DigestDelivery>.Instance);
        await new DigestSweep(subscriptions, ledger, delivery, publishers, rules, time, NullLogger<DigestSweep>.Instance).SweepAsync(CancellationToken.None);
        await new DigestRunner(subscriptions, ledger, delivery, rules, time, NullLogger<DigestRunner>.Instance).RunAsync(Subscription, CancellationToken.None);
        return 0;
    }

    private static BriefingLibrary Library()
    {
        var library = new BriefingLibrary();
        library.Publish(BriefingFolder.Load(Repository.Briefings, SourceDocuments.None).Catalogue);
        return library;
    }

    private sealed class Clock(DateTimeOffset start) : TimeProvider
    {
        private readonly long first = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(first);
    }
}
