using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Delivery;
using BriefingBot.Digests.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;

namespace BriefingBot.Tests.Digests;

/// <summary>The runner of digests over a state in memory, a platform of its own and a clock that is moved by hand.</summary>
internal sealed class DigestRig : IDisposable
{
    public static readonly ChannelAddress Channel = new("test", "test:1", "c1");

    private readonly TestFolder folder = TestFolder.WithTea();

    public DigestRig(bool knowsRepetitions = true, DigestRules? rules = null, IDeliveryLedger? ledger = null)
    {
        Rules = rules ?? new() { BetweenPosts = TimeSpan.Zero };
        Publisher = new(knowsRepetitions);
        Reload();
        var publishers = new Dictionary<string, IChatPublisher> { ["test"] = Publisher };
        var patience = new StatePatience(Time, NullLogger<StatePatience>.Instance);
        var used = ledger ?? State;
        Notices = new(State, publishers, Time, NullLogger<DigestNotices>.Instance);
        var delivery = new DigestDelivery(
            State, used, Library, new(used, publishers, patience, Rules, Time, NullLogger<DigestPosting>.Instance), Notices, patience, Rules, Time, NullLogger<DigestDelivery>.Instance);
        Runner = new(State, used, delivery, Rules, Time, NullLogger<DigestRunner>.Instance);
        Sweep = new(State, used, delivery, publishers, Rules, Time, NullLogger<DigestSweep>.Instance);
    }

    /// <summary>Begins half an hour before the subscriptions' hour: at 07:30 in Berlin, on a Saturday.</summary>
    public ManualTime Time { get; } = new(new(2026, 11, 21, 6, 30, 0, TimeSpan.Zero));

    public MemoryState State { get; } = new();

    public TestPublisher Publisher { get; }

    public DigestRules Rules { get; }

    public BriefingLibrary Library { get; } = new();

    public DigestNotices Notices { get; }

    public DigestRunner Runner { get; }

    public DigestSweep Sweep { get; }

    /// <summary>Changes a section's text.</summary>
    public void Change(string section, string sentence)
    {
        folder.Write($"tea/{section}.md", TestFolder.Section(section, $"{sentence} [@leaves, sec. 1, para. 1]."));
        Reload();
    }

    /// <summary>Adds an active subscription for 08:00 in Berlin every day.</summary>
    public async Task<Subscription> SubscribeAsync(string id = "tea123", DigestContent content = DigestContent.Rotate, string zone = "Europe/Berlin", string role = "", TimeOnly? at = null, ChannelAddress? channel = null)
    {
        var subscription = new Subscription(
            id, channel ?? Channel, ["tea"], new(at ?? new TimeOnly(8, 0), zone, Days.All), content, role.Length > 0 ? role : null, new("p1", "Somebody"), Time.GetUtcNow())
        {
            State = SubscriptionState.Active,
        };
        await State.AddAsync(subscription, CancellationToken.None);
        return subscription;
    }

    /// <summary>Lets the clock go on, by <paramref name="step"/> at a time, while something waits for it.</summary>
    public async Task WhileAsync(Task work, TimeSpan step)
    {
        while (!work.IsCompleted)
        {
            Time.Advance(step);
            await Task.WhenAny(work, Task.Delay(1));
        }

        await work;
    }

    /// <summary>Runs a subscription; the clock goes on meanwhile as it needs to.</summary>
    public Task RunAsync(string id = "tea123") => WhileAsync(Runner.RunAsync(id, CancellationToken.None), TimeSpan.FromMilliseconds(100));

    public Task SweepAsync() => WhileAsync(Sweep.SweepAsync(CancellationToken.None), TimeSpan.FromMilliseconds(100));

    /// <summary>Sweeps every minute for so long.</summary>
    public async Task SweepAsync(TimeSpan length)
    {
        for (var end = Time.GetUtcNow() + length; Time.GetUtcNow() < end;)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            await SweepAsync();
        }
    }

    public async Task<Occurrence> LastAsync(string id = "tea123") => (await State.LogAsync(id, 1, CancellationToken.None))[0];

    public async Task<Subscription> StateOfAsync(string id = "tea123") => (await State.FindAsync(id, CancellationToken.None))!;

    public void Dispose() => folder.Dispose();

    private void Reload() => Library.Publish(folder.Load().Catalogue);
}
