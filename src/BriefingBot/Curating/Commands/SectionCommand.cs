using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Commands;

/// <summary>A command on one section, which may be a draft, refused, or gone but in the history.</summary>
internal abstract class SectionCommand(string name, string description, CuratorServices services, TimeProvider time, params ImmutableArray<OptionDefinition> more)
    : CurateCommand(name, description, services, time, [CurateOptions.TopicOption, CurateOptions.SectionOption(services), .. more])
{
    protected sealed override async Task<Reply> AnswerAsync(ChatRequest request, BriefingState state, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        var (topicName, sectionName) = (request.Option(CurateOptions.Topic)!, request.Option(CurateOptions.Section)!);
        if (state.Set.FolderOf(topicName, request.Reader) is not { } topic)
        {
            return UnknownNames.Topic(topicName, catalogue, "/" + Definition.Name, sectionName);
        }

        var key = state.Set.Find(topic)?.Find(sectionName)?.Key ?? Names.Normalize(sectionName);
        if (state.Set.SectionKeys(topic).Contains(key, StringComparer.Ordinal)
            || (TakesNew && Names.IsKey(key) && !Names.IsReserved(key))
            || (Names.IsKey(key) && !(await Services.Revisions.LogAsync(topic, key, 1, cancellationToken)).IsEmpty))
        {
            return await AnswerAsync(topic, key, request, state, cancellationToken);
        }

        return state.Set.Find(topic) is { } shown
            ? UnknownNames.Section(sectionName, shown, "/" + Definition.Name)
            : Refusal.NotFound(
                $"“{topic}” has no section “{SafeText.Echo(sectionName)}”.",
                state.Set.SectionKeys(topic).Take(CatalogueView.MostCompletions).Select(other => ($"/{Definition.Name} {topic} {other}", "not shown to readers")),
                "/curate status");
    }

    /// <summary>Whether a section may be named that is not there yet.</summary>
    protected virtual bool TakesNew => false;

    /// <param name="topic">The key of a topic that the reader may see.</param>
    /// <param name="section">The key of a section that is there or was, or, where the command takes such, of a new one.</param>
    protected abstract Task<Reply> AnswerAsync(string topic, string section, ChatRequest request, BriefingState state, CancellationToken cancellationToken);

    /// <summary>What the section is called, for people.</summary>
    protected static string TitleOf(BriefingState state, string topic, string section) => state.Set.Find(topic)?.Find(section)?.Title ?? $"{topic}/{section}";

    /// <summary>As <see cref="SectionPast.TextOfAsync"/>.</summary>
    protected Task<string?> TextOfAsync(string topic, string section, string id, CancellationToken cancellationToken) =>
        SectionPast.TextOfAsync(Services, topic, section, id, cancellationToken);

    /// <summary>The answer where a revision is not known.</summary>
    protected static Reply UnknownRevision(string topic, string section, string id) =>
        Refusal.Usage($"There is no revision “{SafeText.Echo(id)}” of this section in its history, which is listed by", $"/curate history {topic} {section}") with
        {
            Outcome = Outcome.NotFound,
        };
}
