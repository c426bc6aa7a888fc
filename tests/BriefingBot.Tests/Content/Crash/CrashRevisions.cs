using System.Collections.Immutable;
using BriefingBot.Curating.Records;
using BriefingBot.Tests.Digests.Delivery;

namespace BriefingBot.Tests.Content;

/// <summary>A history where the process may end before and after each writing.</summary>
internal sealed class CrashRevisions(IRevisions revisions, CrashSteps steps) : IRevisions
{
    public async Task AddAsync(IReadOnlyCollection<Revision> added, CancellationToken cancellationToken)
    {
        steps.Next();
        await revisions.AddAsync(added, cancellationToken);
        steps.Next();
    }

    public Task<ImmutableArray<Revision>> LogAsync(string topic, string section, int count, CancellationToken cancellationToken) =>
        revisions.LogAsync(topic, section, count, cancellationToken);

    public Task<Revision?> FindAsync(string topic, string section, string id, CancellationToken cancellationToken) =>
        revisions.FindAsync(topic, section, id, cancellationToken);

    public Task<TopicChanges> SinceAsync(string topic, DateTimeOffset since, CancellationToken cancellationToken) =>
        revisions.SinceAsync(topic, since, cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> NewestAsync(CancellationToken cancellationToken) => revisions.NewestAsync(cancellationToken);
}
