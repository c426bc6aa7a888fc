using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests;
using BriefingBot.Digests.Composing;
using BriefingBot.Digests.Delivery;
using BriefingBot.Documents;

namespace BriefingBot.Tests.Digests;

/// <summary>A channel of a chat that keeps digests, a person who manages it, and a clock that is moved by hand.</summary>
internal sealed class DigestChat : IDisposable, IDigestSender
{
    /// <summary>Who asks where nothing else is said: a manager in the channel <c>harbour</c>.</summary>
    public static readonly Reader Manager = In("harbour");

    private readonly TestFolder folder = TestFolder.WithTea();
    private readonly TestChat chat;

    public DigestChat()
    {
        folder.Write("coffee/topic.yaml", "title: Coffee\nsummary: Where coffee comes from.\nsections: [origin]\n");
        folder.Write("coffee/sources.yaml", "references:\n  - {id: leaves, type: book, title: All about leaves, issued: 2020-05-31, custom: {file: leaves.txt}}\n");
        folder.Write("coffee/origin.md", TestFolder.Section("Origin", "Coffee is no leaf [@leaves, sec. 1, para. 1]."));
        folder.Pin("coffee");
        chat = new(folder.Load().Catalogue, digests: new(State, State, this), time: Time);
    }

    public MemoryState State { get; } = new();

    public ManualTime Time { get; } = new(new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));

    public ChatRouter Router => chat.Router;

    /// <summary>What becomes of a digest that is sent now; by default it is sent.</summary>
    public Func<OccurrenceKey, Occurrence?> Send { get; set; } = null!;

    public static Reader In(string channel) => new("test:1")
    {
        IsManager = true,
        HasRoles = true,
        Channel = new("test", "test:1", channel),
        Person = new("7", "Ada"),
    };

    public Task<Reply> AskAsync(string text, Reader? reader = null) => chat.AskAsync(text, reader ?? Manager);

    public async Task<string> SayAsync(string text, Reader? reader = null) => PlainText.Render((await AskAsync(text, reader)).Blocks);

    public Task<string[]> CompleteAsync(string text, Reader? reader = null) => chat.CompleteAsync(text, reader ?? Manager);

    /// <summary>Subscribes and saves. Gives back the subscription's id.</summary>
    public async Task<string> SubscribeAsync(string rest = "tea 08:00 Europe/Berlin", Reader? reader = null)
    {
        var asked = await AskAsync($"/digest subscribe {rest}", reader);
        var save = asked.Controls.OfType<Button>().Single(button => button.Label == "Save").Command;
        Assert.Equal(Outcome.Done, (await AskAsync(save, reader)).Outcome);
        return save.Split(' ')[^1];
    }

    /// <summary>Writes a run into the ledger.</summary>
    public async Task<Occurrence> RunAsync(
        string id, DateTimeOffset planned, OccurrenceState state, string? reason = null, DateTimeOffset? finished = null, int parts = 1, DateOnly? date = null)
    {
        IDeliveryLedger ledger = State;
        var key = new OccurrenceKey(id, date ?? DateOnly.FromDateTime(planned.UtcDateTime));
        await ledger.ClaimAsync(key, planned, "me", planned, planned.AddMinutes(2), again: false, default);
        await ledger.PlanAsync(key, "me", [.. Enumerable.Range(1, parts).Select(number => new DigestPart(number, []))], default);
        if (state is not OccurrenceState.Running)
        {
            await ledger.FinishAsync(key, "me", state, reason, finished ?? planned, seen: null, default);
        }

        return (await ledger.LogAsync(id, 1, default))[0];
    }

    public Task<Occurrence?> SendNowAsync(Subscription subscription, CancellationToken cancellationToken) =>
        Task.FromResult(Send(new(subscription.Id, DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime))));

    public void Dispose()
    {
        chat.Dispose();
        folder.Dispose();
    }
}
