using BriefingBot.Chat;
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
    public async ValueTask<Reply?> RefuseAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        if (curators.Include(request.Reader))
        {
            return null;
        }

        var who = Actor.Of(request.Reader);
        if (noted.Begin(who, request.Command))
        {
            await NoteAsync(who, request, cancellationToken);
        }

        return Refusal.Usage(
            (curators.AreNone ? "Nobody may change briefings from chat yet. " : "Only curators may change briefings, and you are not one of them. ")
                + $"Whoever runs the bot can add {Entry(who)} to Curators:Users in its settings, or name a role under Curators:Roles. What you can type is listed by",
            "/help");
    }

    private async Task NoteAsync(Actor who, ChatRequest request, CancellationToken cancellationToken)
    {
        var isNoted = false;
        try
        {
            await audit.AddAsync(
                new(time.GetUtcNow(), who, request.Command, CurateOptions.TargetOf(request), AuditOutcome.Refused, "Not a curator."), cancellationToken);
            isNoted = true;
        }
        finally
        {
            if (!isNoted)
            {
                noted.Forget(who, request.Command);
            }
        }
    }

    private static string Entry(Actor who) =>
        who.Person.Id.Length > 0 ? $"“{who.Platform}:{SafeText.Echo(who.Person.Id)}”" : who.Platform is Curators.Browser ? $"“{Curators.Browser}” (this page, on the bot's own machine)" : "you";
}
