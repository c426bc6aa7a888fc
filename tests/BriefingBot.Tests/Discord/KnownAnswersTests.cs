using System.Text;
using BriefingBot.Host.Discord.Interactions;
using BriefingBot.Host.Discord.Rendering;
using Microsoft.Extensions.Logging.Abstractions;

namespace BriefingBot.Tests.Discord;

public sealed class KnownAnswersTests
{
    private static TestInteraction Plant => TestInteraction.Command("brief", ("topic", "tea"), ("section", "plant"));

    [Fact]
    public async Task TheSameQuestionHasTheSameAnswerWhoeverAsksIt()
    {
        using var rig = new Rig();
        var first = await rig.AskAsync(Plant);

        Assert.Null(rig.Known(TestInteraction.Command("brief", ("topic", "tea"))));
        Assert.Same(first, rig.Known(Plant));
        Assert.Same(first, rig.Known(Plant.From("1100000000000000555").By(TestInteraction.ManageServer)));
    }

    [Fact]
    public async Task OnceTheTextHasChangedTheAnswerIsMadeAnew()
    {
        using var rig = new Rig();
        await rig.AskAsync(Plant);
        rig.Change("Tea is a drink made of leaves [@leaves, sec. 1, para. 1].");

        Assert.Null(rig.Known(Plant));
        Assert.DoesNotContain("Most drink it hot", Say(await rig.AskAsync(Plant)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerIsNotKeptWhereTheTextChangesWhileItIsMade()
    {
        using var rig = new Rig();
        var begun = rig.Answers.Now;
        var stale = await rig.AskAsync(Plant);
        rig.Change("Tea is a drink made of leaves [@leaves, sec. 1, para. 1].");
        rig.Answers.Keep(begun, Rig.Read(Plant).Question!.Value, stale);

        Assert.Null(rig.Known(Plant));
    }

    [Fact]
    public async Task TheNextDayTheAnswerIsMadeAnewSinceAReviewMayBeOverdue()
    {
        using var rig = new Rig();
        Assert.DoesNotContain("overdue", Say(await rig.AskAsync(Plant)), StringComparison.OrdinalIgnoreCase);
        rig.Time.Advance(TimeSpan.FromDays(365));

        Assert.Null(rig.Known(Plant));
        Assert.Contains("overdue", Say(await rig.AskAsync(Plant)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task WhatOneServerMayReadIsNotKnownInAnother()
    {
        using var rig = new Rig(folder => folder.Write("tea/topic.yaml", folder.OnDisk("tea/topic.yaml") + $"\nvisible-to: [\"discord:{TestInteraction.Guild}\"]\n"));
        Assert.Contains("The plant", Say(await rig.AskAsync(Plant)), StringComparison.Ordinal);

        foreach (var elsewhere in new[] { Plant.InDirectMessage(), Elsewhere(Plant) })
        {
            Assert.Null(rig.Known(elsewhere));
            Assert.DoesNotContain("The plant", Say(await rig.AskAsync(elsewhere)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AControlOfAPrivateMessageTurnsThatOverAndOneThatOthersSeeDoesNot()
    {
        using var rig = new Rig();
        var menu = CustomId.WriteMenu(CustomId.NoRevision, 0);
        var turned = await rig.AskAsync(TestInteraction.Press(menu, "/brief tea plant"));
        var posted = await rig.AskAsync(TestInteraction.Press(menu, "/brief tea plant", isPrivate: false));

        Assert.Equal((CallbackType.Update, CallbackType.Message), (turned.Type, posted.Type));
        Assert.Same(turned, rig.Known(TestInteraction.Press(menu, "/brief tea plant")));
        Assert.Same(posted, rig.Known(TestInteraction.Press(menu, "/brief tea plant", isPrivate: false)));
    }

    [Theory]
    [InlineData("search", "words", "tea")]
    [InlineData("brief", "topic", "coffee")]
    [InlineData("help", "command", "brief")]
    public async Task WhatMayDependOnMoreIsMadeEachTime(string command, string option, string value)
    {
        using var rig = new Rig();
        await rig.AskAsync(TestInteraction.Command(command, (option, value)));

        Assert.Null(rig.Known(TestInteraction.Command(command, (option, value))));
    }

    [Fact]
    public async Task AQuestionLongerThanAnyNameIsNotKept()
    {
        using var rig = new Rig();
        var question = TestInteraction.Command("brief", ("topic", "tea" + new string(' ', 1_000)));
        Assert.Contains("Tea and its trade", Say(await rig.AskAsync(question)), StringComparison.Ordinal);

        Assert.Null(rig.Known(question));
    }

    private static TestInteraction Elsewhere(TestInteraction interaction)
    {
        interaction.Json["guild_id"] = "1100000000000000901";
        return interaction;
    }

    private static string Say(Callback answer) => Encoding.UTF8.GetString(CallbackBody.Of(answer));

    private sealed class Rig : IDisposable
    {
        private readonly TestFolder folder = TestFolder.WithTea();
        private readonly TestChat chat;
        private readonly InteractionHandler handler;

        public Rig(Action<TestFolder>? fill = null)
        {
            fill?.Invoke(folder);
            chat = new(folder.Load().Catalogue, time: Time);
            Answers = new(chat.Library, Time);
            handler = new(chat.Router, Answers, download: null!, NullLogger<InteractionHandler>.Instance);
        }

        public ManualTime Time { get; } = new(new(TestFolder.Today, new TimeOnly(12, 0), TimeSpan.Zero));

        public KnownAnswers Answers { get; }

        public async Task<Callback> AskAsync(TestInteraction interaction) => await handler.AnswerAsync(Read(interaction), CancellationToken.None);

        public Callback? Known(TestInteraction interaction)
        {
            var json = Json(interaction);
            Assert.True(InteractionHead.TryRead(json, out var head));
            return Answers.Find(head, json);
        }

        public static Interaction Read(TestInteraction interaction)
        {
            var json = Json(interaction);
            Assert.True(InteractionHead.TryRead(json, out var head));
            Assert.True(InteractionJson.TryRead(head, json, withToken: false, out var read));
            return read;
        }

        public void Change(string body)
        {
            folder.Write("tea/plant.md", TestFolder.Section("The plant", body));
            chat.Library.Publish(folder.Load().Catalogue);
        }

        public void Dispose()
        {
            chat.Dispose();
            folder.Dispose();
        }

        private static byte[] Json(TestInteraction interaction) => Encoding.UTF8.GetBytes(interaction.Json.ToJsonString());
    }
}
