namespace BriefingBot.Curating;

/// <summary>What the commands about changes of content work with.</summary>
public sealed record CuratingServices(IRevisions Revisions, IFlags Flags, IAuditLog Audit);
