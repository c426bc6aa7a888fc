using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Commands;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Curating;

/// <summary>
/// Lets curators alone give the commands for them, each time anew, and writes down whom it refused: once an hour for each
/// person and command, or else anybody could fill the audit log.
/// </summary>
public sealed class CuratorGate(Curators curators, IAuditLog audit, TimeProvider time)
{
    private readonly NotedRefusals noted = new(time);

    public Curators Curators => curators;

    /// <summary>Null where the reader may give the command.</summary>
    public async ValueTask<Reply?> RefuseAsync(ChatRequest request)
    {
        if (curators.Include(request.Reader))
        {
            return null;
        }

        var who = Actor.Of(request.Reader);
        await NoteAsync(who, request.Command, CurateOptions.TargetOf(request), "Not a curator.");
        return Refusal.Usage(
            (curators.AreNone ? "Nobody may change briefings from chat yet. " : "Only curators may change briefings, and you are not one of them. ")
                + $"Whoever runs the bot {HowTo(request.Reader, who)}. What you can type is listed by",
            "/help");
    }

    /// <summary>
    /// Writes down that somebody was refused, unless that was done within the hour; also where nobody waits for the answer any
    /// more. Nothing was changed, so an outage of the state store is none for the answer.
    /// </summary>
    public async Task NoteAsync(Actor who, string act, string target, string detail)
    {
        if (!noted.Begin(who, act))
        {
            return;
        }

        var isNoted = false;
        try
        {
            await audit.AddAsync(new(time.GetUtcNow(), who, act, target, AuditOutcome.Refused, detail), CancellationToken.None);
            isNoted = true;
        }
        catch (StateUnavailableException)
        {
            // The next one is written down instead.
        }
        finally
        {
            if (!isNoted)
            {
                noted.Forget(who, act);
            }
        }
    }

    private static string HowTo(Reader reader, Actor who) =>
        who.Person.Id.Length > 0 ? $"can add “{who.Platform}:{SafeText.Echo(who.Person.Id)}” to Curators:Users in its settings, or name a role under Curators:Roles"
            : reader.IsOnThisMachine ? $"can add “{Curators.Browser}” (this page, on the bot's own machine) to Curators:Users in its settings, or open /curate by the link that the bot shows in its terminal, where it has one"
            : who.Platform is Curators.Browser ? "can set Curators:PageToken, which opens the page /curate"
            : "can name people under Curators:Users in its settings, or a role under Curators:Roles";
}
