using System.Collections.Immutable;
using BriefingBot.Briefings;

namespace BriefingBot.Authoring;

/// <summary>
/// The files of one topic's folder, each read on its own, and the topic they make together. Immutable: exchanging a
/// file reads that file, and puts together this topic only.
/// </summary>
internal sealed record TopicFiles(string Key)
{
    public Parsed<TopicDraft>? Header { get; init; }

    public Parsed<SourcesDraft>? Sources { get; init; }

    public Parsed<SourceLock>? Lock { get; init; }

    /// <summary>By key; the sections' files in any state.</summary>
    public ImmutableSortedDictionary<string, Parsed<SectionDraft>> Sections { get; init; } =
        ImmutableSortedDictionary.Create<string, Parsed<SectionDraft>>(StringComparer.Ordinal);

    /// <summary>Problems with files that could not be read or are none of the above, by file name.</summary>
    public ImmutableSortedDictionary<string, Problem> Strays { get; init; } =
        ImmutableSortedDictionary.Create<string, Problem>(StringComparer.Ordinal);

    /// <summary>What the files make; null while nothing may be shown.</summary>
    public Topic? Topic { get; private init; }

    /// <summary>The sections that readers do not see yet.</summary>
    public ImmutableArray<Section> Drafts { get; private init; } = [];

    /// <summary>Problems that only show when the files are put together.</summary>
    public ImmutableArray<Problem> JoinProblems { get; private init; } = [];

    public IEnumerable<Problem> Problems =>
        (Header?.Problems ?? []).Concat(Sources?.Problems ?? []).Concat(Lock?.Problems ?? [])
            .Concat(Sections.Values.SelectMany(section => section.Problems))
            .Concat(Strays.Values)
            .Concat(JoinProblems);

    /// <summary>Whether there is no file at all.</summary>
    public bool IsEmpty => Header is null && Sources is null && Lock is null && Sections.IsEmpty && Strays.IsEmpty;

    /// <summary>Whether there is a file for the section, be it one that cannot be read; or may be, where the whole folder cannot.</summary>
    public bool HasFile(string section) => Sections.ContainsKey(section) || Strays.ContainsKey(section + SectionFile.Extension) || Strays.ContainsKey(string.Empty);

    /// <summary>The files with the bytes of one exchanged; a bad file keeps its last good version. Call <see cref="Join"/> after the last.</summary>
    public TopicFiles With(string name, ReadOnlySpan<byte> bytes)
    {
        var path = $"{Key}/{name}";
        var files = this with { Strays = Strays.Remove(name) };
        switch (name)
        {
            case TopicFile.Name:
                return files with { Header = TopicFile.Read(path, bytes).OrLastGood(Header) };
            case SourcesFile.Name:
                return files with { Sources = SourcesFile.Read(path, bytes).OrLastGood(Sources) };
            case SourceLock.FileName:
                return files with { Lock = SourceLock.Read(path, bytes).OrLastGood(Lock) };
            default:
                var key = name[..^SectionFile.Extension.Length];
                return files with
                {
                    Sections = Sections.SetItem(key, SectionFile.Read(path, key, bytes).OrLastGood(Sections.GetValueOrDefault(key))),
                };
        }
    }

    /// <summary>The files with a problem in place of one that cannot be read; a good version read before stays.</summary>
    public TopicFiles WithUnreadable(string name, Problem problem) => this with { Strays = Strays.SetItem(name, problem) };

    /// <summary>The files without one that was deleted.</summary>
    public TopicFiles Without(string name) => name switch
    {
        TopicFile.Name => this with { Header = null, Strays = Strays.Remove(name) },
        SourcesFile.Name => this with { Sources = null, Strays = Strays.Remove(name) },
        SourceLock.FileName => this with { Lock = null, Strays = Strays.Remove(name) },
        _ => this with
        {
            // A stray “plant.txt” that goes takes no section with it.
            Sections = name.EndsWith(SectionFile.Extension, StringComparison.Ordinal) ? Sections.Remove(name[..^SectionFile.Extension.Length]) : Sections,
            Strays = Strays.Remove(name),
        },
    };

    /// <summary>Puts the files together.</summary>
    /// <param name="documents">The documents at hand.</param>
    public TopicFiles Join(SourceDocuments documents)
    {
        var (topic, drafts, problems) = new TopicJoin(this, documents).Join();
        return this with { Topic = topic, Drafts = drafts, JoinProblems = problems };
    }
}
