using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;
using BriefingBot.Host.Content;
using BriefingBot.Host.Curating;
using BriefingBot.Host.Search;
using BriefingBot.Host.Storage;
using BriefingBot.Tests.Digests.Delivery;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BriefingBot.Tests.Content;

/// <summary>A process that saves one section and may be ended at any step of that: this assembly, run as a program.</summary>
internal static class SaveChild
{
    public const string Verb = "save-until-ended";

    /// <param name="arguments">The briefings folder, the file with the new text of <c>tea/plant</c>, the connection string, and the last step.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var steps = new CrashSteps(int.Parse(arguments[3], System.Globalization.CultureInfo.InvariantCulture));
        var content = new BriefingContent(
            Options.Create(new BriefingsOptions { Directory = arguments[0] }), Options.Create(new SourcesOptions()), TimeProvider.System);
        await using var state = new StateStore(Options.Create(new StateOptions { ConnectionString = arguments[2] }));
        state.Hold();
        await state.OpenAsync(CancellationToken.None);
        using var index = new SectionIndex();
        var (library, authors) = (new BriefingLibrary(), new RevisionAuthors(TimeProvider.System));
        var revisions = new CrashRevisions(new Revisions(state), steps);
        var live = new LiveBriefings(content, library, index, TimeProvider.System, NullLogger<LiveBriefings>.Instance);
        using var reloader = new BriefingReloader(content, live, new ReloadPace(), TimeProvider.System, NullLogger<BriefingReloader>.Instance);
        using var editor = new BriefingEditor(content, live, reloader, authors, TimeProvider.System, NullLogger<BriefingEditor>.Instance) { Reached = _ => steps.Next() };
        using var recording = new RevisionRecording(
            live, library, revisions, new RevisionComparison(revisions), authors, TimeProvider.System, NullLogger<RevisionRecording>.Instance);
        reloader.NoteWhatIsThere();
        var set = content.Load();
        await recording.StartAsync(CancellationToken.None);
        live.Start(set);
        index.Build(set.Catalogue);
        using var stop = new CancellationTokenSource();
        var following = reloader.RunAsync(stop.Token);
        SectionText.TryRead(await File.ReadAllTextAsync(arguments[1], CancellationToken.None), out var text, out _);
        var result = await editor.SaveAsync(
            new("tea", "plant", editor.Open("tea", "plant").Now!.Revision, text!), new(new("test", new Person("1", "Ada")), Way.Form, Note: null), CancellationToken.None);
        await WaitForAsync(revisions, text!.Revision);
        await stop.CancelAsync();
        await recording.StopAsync(CancellationToken.None);
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return result is SaveResult.Saved && live.State!.Set.Find("tea")!.Find("plant")!.Revision == text.Revision ? 0 : 3;
    }

    private static async Task WaitForAsync(IRevisions revisions, string id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!(await revisions.LogAsync("tea", "plant", 1, limit.Token)).Any(revision => revision.Id == id && revision.Author?.Person.Name == "Ada"))
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
