using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Curating;

/// <summary>Lets curators alone give the commands for them, each time anew, and writes down whom it refused.</summary>
public sealed class CuratorGate(Curators curators, IAuditLog audit, TimeProvider time)
{
    public Curators Curators => curators;

    /// <summary>Null where the reader may give the command.</summary>
    public async ValueTask<Reply?> RefuseAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        if (curators.Include(request.Reader))
        {
            return null;
        }

        var who = Actor.Of(request.Reader);
        await audit.AddAsync(new(time.GetUtcNow(), who, request.Command, string.Empty, AuditOutcome.Refused, "Not a curator."), cancellationToken);
        return Refusal.Usage(
            (curators.AreNone ? "Nobody may change briefings from chat yet. " : "Only curators may change briefings, and you are not one of them. ")
                + $"Whoever runs the bot can add {Entry(who)} to Curators:Users in its settings, or name a role under Curators:Roles. What you can type is listed by",
            "/help");
    }

    private static string Entry(Actor who) =>
        who.Person.Id.Length > 0 ? $"“{who.Platform}:{SafeText.Echo(who.Person.Id)}”" : who.Platform is Curators.Browser ? $"“{Curators.Browser}” (this page, on the bot's own machine)" : "you";
}
