using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating;
using BriefingBot.Host.Content;
using BriefingBot.Host.Search;
using BriefingBot.Tests.Digests;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BriefingBot.Tests.Content;

/// <summary>A process that saves one section and may be ended at any step of that: this assembly, run as a program.</summary>
internal static class SaveChild
{
    public const string Verb = "save-until-ended";

    /// <param name="arguments">The briefings folder, the file with the new text of <c>tea/plant</c>, and the last step.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var steps = new CrashSteps(int.Parse(arguments[2], System.Globalization.CultureInfo.InvariantCulture));
        var content = new BriefingContent(
            Options.Create(new BriefingsOptions { Directory = arguments[0] }), Options.Create(new SourcesOptions()), TimeProvider.System);
        using var index = new SectionIndex();
        var live = new LiveBriefings(content, new BriefingLibrary(), index, TimeProvider.System, NullLogger<LiveBriefings>.Instance);
        using var reloader = new BriefingReloader(content, live, new ReloadPace(), TimeProvider.System, NullLogger<BriefingReloader>.Instance);
        using var editor = new BriefingEditor(content, live, reloader, new RevisionAuthors(TimeProvider.System)) { Reached = _ => steps.Next() };
        reloader.NoteWhatIsThere();
        var set = content.Load();
        live.Start(set);
        index.Build(set.Catalogue);
        using var stop = new CancellationTokenSource();
        var following = reloader.RunAsync(stop.Token);
        SectionText.TryRead(await File.ReadAllTextAsync(arguments[1], CancellationToken.None), out var text, out _);
        var result = await editor.SaveAsync(
            new("tea", "plant", editor.Open("tea", "plant").Now!.Revision, text!), new(new("test", new Person("1", "Ada")), Way.Form, Note: null), CancellationToken.None);
        await stop.CancelAsync();
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return result is SaveResult.Saved && live.State!.Set.Find("tea")!.Find("plant")!.Revision == text!.Revision ? 0 : 3;
    }
}
