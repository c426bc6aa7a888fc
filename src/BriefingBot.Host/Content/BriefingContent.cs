using BriefingBot.Authoring;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Content;

/// <summary>Reads the configured folders.</summary>
internal sealed class BriefingContent(IOptions<BriefingsOptions> briefings, IOptions<SourcesOptions> sources, TimeProvider time)
{
    // Found once, since a folder of that name may come or go elsewhere meanwhile; what went wrong is not kept.
    private readonly Lazy<BriefingsOnDisk> disk = new(
        () => new(ContentPath.Resolve(briefings.Value.Directory)!), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The one folder that is read, watched and written to.</summary>
    public BriefingsOnDisk Disk => disk.Value;

    public string Directory => Disk.Directory;

    public BriefingSet Load() => BriefingFolder.Load(Directory, Documents());

    /// <summary>The documents, if an operator holds them; they may be shown.</summary>
    public SourceDocuments Documents() => ContentPath.Resolve(sources.Value.Directory) is { } directory
        ? SourceDocuments.Read(directory, mayBeShown: true)
        : SourceDocuments.None;

    public IReadOnlyList<Problem> Problems(BriefingSet set) => set.Problems(Today);

    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
}
