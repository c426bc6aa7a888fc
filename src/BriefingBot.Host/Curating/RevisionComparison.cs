using BriefingBot.Authoring;
using BriefingBot.Curating.Records;

namespace BriefingBot.Host.Curating;

/// <summary>Records of all briefings what is not recorded yet, some hundreds in a transaction.</summary>
internal sealed class RevisionComparison(IRevisions revisions)
{
    private const int InTransaction = 500;

    private static readonly BriefingSet Nothing = BriefingSet.Load([], [], SourceDocuments.None);

    /// <summary>Records each section whose newest revision is another one. It may be tried again where it did not come to an end.</summary>
    /// <returns>How many differed.</returns>
    public async Task<int> RecordAsync(BriefingSet set, DateTimeOffset at, Way way, string? note, CancellationToken cancellationToken)
    {
        var newest = await revisions.NewestAsync(cancellationToken);
        var (batch, count) = (new List<Revision>(), 0);
        foreach (var topic in set.TopicFolders)
        {
            foreach (var section in set.ChangesSince(Nothing, [topic]))
            {
                if (section is { After: { } id, Text: not null } && newest.GetValueOrDefault($"{topic}/{section.Section}") != id)
                {
                    batch.Add(new(topic, section.Section, id, at, Author: null, way, note) { Text = section.Text, IsDraft = section.IsDraft });
                }
            }

            if (batch.Count >= InTransaction)
            {
                count += await AddAsync(batch, cancellationToken);
            }
        }

        // A file with an error was not removed.
        foreach (var (key, id) in newest)
        {
            var slash = key.IndexOf('/', StringComparison.Ordinal);
            var (topic, section) = (key[..slash], key[(slash + 1)..]);
            if (id.Length > 0 && !set.HasFile(topic, section))
            {
                batch.Add(new(topic, section, string.Empty, at, Author: null, way, note));
            }
        }

        return count + await AddAsync(batch, cancellationToken);
    }

    private async Task<int> AddAsync(List<Revision> batch, CancellationToken cancellationToken)
    {
        var count = batch.Count;
        foreach (var some in batch.Chunk(InTransaction))
        {
            await revisions.AddAsync(some, cancellationToken);
        }

        batch.Clear();
        return count;
    }
}
