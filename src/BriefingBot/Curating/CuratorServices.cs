using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;

namespace BriefingBot.Curating;

/// <summary>What the commands for curators and the curator page work with.</summary>
public sealed record CuratorServices(IBriefingEditor Editor, IRevisions Revisions, IFlags Flags, IAuditLog Audit, Curators Curators, CuratorActs Acts);
