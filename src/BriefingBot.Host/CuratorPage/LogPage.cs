using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Host.CuratorPage;

/// <summary>What curators did, newest first, refused acts too.</summary>
internal static class LogPage
{
    public static Html Of(IEnumerable<AuditEntry> entries) => Html.Of($"""
        <h2>What curators did</h2>
        <p class="quiet">The newest come first. All of it, with filters, is told in the terminal by “audit”.</p>
        <ul class="sections">{entries.Select(Item)}</ul>
        """);

    private static Html Item(AuditEntry entry) => Html.Of($"""
        <li>
          <p><strong>{entry.Act}</strong> <code>{SafeText.Echo(entry.Target, 160)}</code> – {InWords(entry.Outcome)}{(entry.Detail is { } detail ? ": " + SafeText.Echo(detail, 240) : string.Empty)}</p>
          <p class="state">{new Moment(entry.At, "UTC").InWords} · {RevisionText.Name(entry.Who)} · {entry.Who.Community}</p>
        </li>
        """);

    private static string InWords(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Done => "done",
        AuditOutcome.Refused => "refused",
        _ => "failed",
    };
}
