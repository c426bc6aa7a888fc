using BriefingBot.Curating.Records;

namespace BriefingBot.Curating;

/// <summary>What everybody's commands about changes of content work with; those of curators have <see cref="CuratorServices"/>.</summary>
public sealed record ReaderServices(IRevisions Revisions, IFlags Flags);
