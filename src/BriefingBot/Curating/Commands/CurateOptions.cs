using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Commands;

/// <summary>The options of the commands for curators. Values are offered to curators alone.</summary>
internal static class CurateOptions
{
    public const string Topic = "topic";
    public const string Section = "section";
    public const string Revision = "revision";
    public const string From = "from";
    public const string To = "to";
    public const string Text = "text";
    public const string File = "file";
    public const string Id = "id";
    public const string Claim = "claim";
    public const string Close = "close";
    public const string Seen = "seen";

    public static readonly OptionDefinition TopicOption = BriefingOptions.TopicOption("The topic's name", required: true);

    /// <summary>A section that is there in any state, drafts too.</summary>
    public static OptionDefinition SectionOption(CuratorServices services) => new(Section, OptionKind.Name, "The section's name", Required: true)
    {
        CompleteAsync = (request, reader, _) => Task.FromResult(CompleteSection(services, request, reader)),
        IsKnownAfter = (words, before, catalogue) => before.TryGetValue(Topic, out var topic) && catalogue.FindTopic(topic)?.Find(words) is not null,
    };

    public static OptionDefinition RevisionOption(CuratorServices services, string name, string description, bool required = false) =>
        new(name, OptionKind.Name, description, required)
        {
            CompleteAsync = (request, reader, cancellationToken) => CompleteRevisionAsync(services, request, reader, cancellationToken),
        };

    /// <summary>What a request names, as an audit entry has it; untrusted, and made harmless.</summary>
    public static string TargetOf(ChatRequest request) => string.Join(
        '/', new[] { Topic, Section, Id, Seen }.Select(request.Option).OfType<string>().Select(Named).Where(name => name.Length > 0));

    /// <summary>One name of it.</summary>
    public static string Named(string name) => SafeText.Echo(name);

    private static ImmutableArray<Suggestion> CompleteSection(CuratorServices services, CompletionRequest request, Reader reader)
    {
        if (services.Editor.State?.Set is not { } set || FolderOf(services, set, request, reader) is not { } topic)
        {
            return [];
        }

        var typed = Names.Normalize(request.Typed);
        return
        [
            .. set.SectionKeys(topic).Where(key => key.StartsWith(typed, StringComparison.Ordinal))
                .Select(key => new Suggestion(key, set.Find(topic)?.Find(key)?.Title ?? "not shown to readers")),
        ];
    }

    private static async Task<ImmutableArray<Suggestion>> CompleteRevisionAsync(
        CuratorServices services, CompletionRequest request, Reader reader, CancellationToken cancellationToken)
    {
        if (services.Editor.State?.Set is not { } set || FolderOf(services, set, request, reader) is not { } topic
            || request.Others.GetValueOrDefault(Section) is not { } section)
        {
            return [];
        }

        try
        {
            var key = set.Find(topic)?.Find(section)?.Key ?? Names.Normalize(section);
            return
            [
                .. (await services.Revisions.LogAsync(topic, key, CatalogueView.MostCompletions, cancellationToken))
                    .Where(revision => !revision.IsRemoval && revision.Id.StartsWith(request.Typed.Trim(), StringComparison.OrdinalIgnoreCase))
                    .DistinctBy(revision => revision.Id)
                    .Select(revision => new Suggestion(revision.Id, RevisionText.InShort(revision))),
            ];
        }
        catch (StateUnavailableException)
        {
            // Who gives the command is told.
            return [];
        }
    }

    private static string? FolderOf(CuratorServices services, BriefingSet set, CompletionRequest request, Reader reader) =>
        services.Curators.Include(reader) && request.Others.GetValueOrDefault(Topic) is { } name ? set.FolderOf(name, reader) : null;
}
