using System.Text;
using BriefingBot.Authoring;

namespace BriefingBot.Benchmarks.Corpus;

/// <summary>
/// Writes a briefings folder of any size: topics of eight sections of about 1 KB with citations that resolve, so that
/// <c>check</c> has nothing to say. The same size gives the same files.
/// </summary>
internal sealed class CorpusFiles(Vocabulary vocabulary)
{
    public const int SectionsPerTopic = 8;

    private const int Sentences = 5;
    private const int SourceSections = 4;
    private const int SourceParagraphs = 3;

    private static readonly string[] Subjects =
    [
        "trade", "energy", "borders", "fisheries", "elections", "water", "migration", "ports", "railways", "mining", "forestry", "health", "schools",
        "courts", "taxation", "defence", "telecoms", "housing", "farming", "tourism", "shipping", "banking", "research", "industry", "weather",
    ];

    private static readonly string[] Sections = ["history", "diplomacy", "economics", "strategy", "leaders", "signals", "disputes", "outlook"];

    private static readonly string[] SourceIds = ["survey", "report"];

    /// <summary>Writes a folder for each topic; returns their keys.</summary>
    public IReadOnlyList<string> Write(string root, int sections)
    {
        var topics = sections / SectionsPerTopic;
        var places = Vocabulary.Names((topics / Subjects.Length) + 1).ToList();
        var keys = new List<string>(topics);
        for (var i = 0; i < topics; i++)
        {
            var (place, subject) = (places[i / Subjects.Length], Subjects[i % Subjects.Length]);
            var folder = Path.Combine(root, $"{place}-{subject}");
            Directory.CreateDirectory(folder);
            var random = new Random(i);
            File.WriteAllText(Path.Combine(folder, "topic.yaml"), Topic(place, subject));
            File.WriteAllText(Path.Combine(folder, "sources.yaml"), Sources(place, subject));
            File.WriteAllText(Path.Combine(folder, "sources.lock.json"), Lock(random).ToJson());
            foreach (var section in Sections)
            {
                File.WriteAllText(Path.Combine(folder, section + ".md"), Section(section, place, random));
            }

            keys.Add(Path.GetFileName(folder));
        }

        return keys;
    }

    private static string Topic(string place, string subject) =>
        $"""
        title: {Capital(subject)} of {Capital(place)}
        summary: What is known of {subject} in {Capital(place)}, where it is disputed, and what may come.
        aliases: [{subject}-{place}, {place}-{subject}-policy, {place}-{subject[..3]}]
        owner: The desk for {subject}
        sections: [{string.Join(", ", Sections)}]

        """;

    private static string Sources(string place, string subject) => "references:\n" + string.Concat(SourceIds.Select(id =>
        $"""
          - id: {id}
            type: report
            title: A {id} of {subject} in {Capital(place)}
            issued: 2025-03-14
            accessed: 2026-01-10
            custom:
              file: {id}.txt

        """));

    private static SourceLock Lock(Random random) => new(SourceLock.CurrentVersion,
    [
        .. SourceIds.Select(id => new LockedSource(id, id + ".txt", Hash(random), $"The {id}",
        [
            .. Enumerable.Range(0, SourceSections + 1).Select(section => new LockedSection(
                section == 0 ? null : $"Chapter {section}", [.. Enumerable.Range(0, SourceParagraphs).Select(_ => Hash(random))])),
        ])),
    ]);

    private string Section(string key, string place, Random random)
    {
        var text = new StringBuilder(
            $"""
            ---
            title: {Capital(key)}
            aliases: [{key}-in-short, {key}-{place}]
            summary: The {key} of it, with {vocabulary.DrawTelling(random)} and {vocabulary.DrawTelling(random)}.
            reviewed: 2026-01-15
            review-by: 2099-01-15
            owner: The desk
            status: reviewed
            ---


            """);
        for (var i = 0; i < Sentences; i++)
        {
            var words = Enumerable.Range(0, 15).Select(_ => vocabulary.Draw(random)).ToArray();
            text.Append(Capital(words[0])).Append(' ').AppendJoin(' ', words[1..])
                .Append($" [@{SourceIds[i % SourceIds.Length]}, sec. {random.Next(1, SourceSections + 1)}, para. {random.Next(1, SourceParagraphs + 1)}].\n");
        }

        return text.ToString();
    }

    private static string Hash(Random random)
    {
        var bytes = new byte[32];
        random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
