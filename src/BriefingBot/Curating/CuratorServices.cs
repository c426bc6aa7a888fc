namespace BriefingBot.Curating;

/// <summary>What the commands for curators work with.</summary>
public sealed record CuratorServices(IBriefingEditor Editor, IRevisions Revisions, IFlags Flags, IAuditLog Audit, Curators Curators);
