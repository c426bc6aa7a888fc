using BriefingBot.Chat;
using BriefingBot.Curating;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Tests.Curating;

/// <summary>What is done is told as done and written down, whoever goes away meanwhile; what is refused is written down too.</summary>
public sealed class NotingTests : IDisposable
{
    private const string NotNoted = "this is not in the audit log";

    private readonly CuratingChat chat = new();

    public void Dispose() => chat.Dispose();

    public static TheoryData<string> Acts => ["save", "reload", "confirm", "flags"];

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task WhatIsDoneIsToldSoEvenIfItCannotBeNoted(string act)
    {
        var (command, isDone) = await PrepareAsync(act);
        chat.State.IsAuditAway = true;
        var reply = await chat.AskAsync(command);

        Assert.Contains(NotNoted, PlainText.Render(reply.Blocks), StringComparison.Ordinal);
        Assert.Equal(Outcome.Done, reply.Outcome);
        Assert.True(isDone());
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task WhatIsDoneIsNotedThoughNobodyWaitsForTheAnswer(string act)
    {
        var (command, isDone) = await PrepareAsync(act);
        using var request = new CancellationTokenSource();
        chat.Editor.Acting = chat.State.Replacing = request.CancelAsync;
        await chat.AskAsync(command, request.Token);

        Assert.Equal(AuditOutcome.Done, Assert.Single(chat.State.Audit).Outcome);
        Assert.True(isDone());
    }

    [Fact]
    public async Task WhatCouldNotBeSavedIsToldSoEvenIfThatCannotBeNoted()
    {
        var save = CuratingChat.Save(await chat.AskAsync("/curate verify tea plant"));
        chat.Editor.Refusal = "The file cannot be written: the disk is full.";
        chat.State.IsAuditAway = true;
        var said = await chat.SayAsync(save);

        Assert.Contains("the disk is full", said, StringComparison.Ordinal);
        Assert.Contains(NotNoted, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/curate flags abc234 close", "There is no flag")]
    [InlineData("/curate confirm 01234567", "Nothing is held back")]
    public async Task WhatIsRefusedIsToldSoEvenIfItCannotBeNoted(string command, string refusal)
    {
        chat.State.IsAuditAway = true;
        var said = await chat.SayAsync(command);

        Assert.Contains(refusal, said, StringComparison.Ordinal);
        Assert.Contains(NotNoted, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASaveOfWhatIsHiddenByNowIsNotedAsRefused()
    {
        var save = CuratingChat.Save(await chat.AskAsync("/curate verify tea plant"));
        chat.Folder.Write("tea/topic.yaml", "title: Tea\nsummary: What tea is.\nvisible-to: [slack:T1]\n");
        chat.Editor.State = new(chat.Folder.Load(), Held: null);
        chat.Publish();

        Assert.Contains("waits to be saved", await chat.SayAsync(save), StringComparison.Ordinal);
        var entry = Assert.Single(chat.State.Audit);
        Assert.Equal((AuditOutcome.Refused, "Its topic was not visible there."), (entry.Outcome, entry.Detail));
        Assert.StartsWith("tea/plant@", entry.Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNotSavedSinceSomethingIsHeldBackIsRefusedAndNotBroken()
    {
        var save = CuratingChat.Save(await chat.AskAsync("/curate verify tea plant"));
        chat.Editor.IsHolding = true;
        await chat.AskAsync(save);

        var entry = Assert.Single(chat.State.Audit);
        Assert.Equal((AuditOutcome.Refused, "Something was held back."), (entry.Outcome, entry.Detail));
    }

    [Fact]
    public async Task ConfirmingWhatIsHeldBackNoMoreIsNotedAsRefused()
    {
        await chat.AskAsync("/curate confirm");
        Assert.Empty(chat.State.Audit);
        await chat.AskAsync("/curate confirm 01234567");
        var entry = Assert.Single(chat.State.Audit);
        Assert.Equal(("01234567", AuditOutcome.Refused), (entry.Target, entry.Outcome));
    }

    [Fact]
    public async Task EveryTopicThatIsLetThroughIsFoundByItsName()
    {
        chat.Folder.Write("coffee/topic.yaml", "title: Coffee\nsummary: What coffee is.\n");
        chat.Hold(chat.Folder.Load(), "tea", "coffee");
        await chat.AskAsync($"/curate confirm {chat.Editor.State!.Held!.Key}");

        Assert.Single(chat.Editor.Confirmed);
        Assert.Equal(["coffee", "tea"], chat.State.Audit.Select(entry => entry.Target));
    }

    private async Task<(string Command, Func<bool> IsDone)> PrepareAsync(string act)
    {
        switch (act)
        {
            case "save":
                var before = chat.Editor.Open("tea", "plant").Now!.Revision;
                return (CuratingChat.Save(await chat.AskAsync("/curate verify tea plant")), () => chat.Editor.Open("tea", "plant").Now!.Revision != before);
            case "reload":
                return ("/curate reload", () => chat.Editor.Reloads == 1);
            case "confirm":
                chat.Hold(chat.Editor.State!.Set, "tea");
                return ($"/curate confirm {chat.Editor.State.Held!.Key}", () => chat.Editor.Confirmed.Count == 1);
            default:
                IFlags flags = chat.State;
                await flags.AddAsync(new Flag("abc234", chat.Time.GetUtcNow(), "tea", "plant", "00000000", "Is it?", Actor.Of(CuratingChat.Bob)), int.MaxValue, DateTimeOffset.MinValue, default);
                return ("/curate flags abc234 close", () => chat.State.Flags[0].State is FlagState.Closed);
        }
    }
}
