using BriefingBot.Curating;
using BriefingBot.Curating.Records;

namespace BriefingBot.Host.CuratorPage;

/// <summary>For those who are not in: a way in by the token where there is one, or how the settings open the page.</summary>
internal sealed class Entrance(CuratorAccess access, CuratorGate gate, CuratorActs acts)
{
    public const string Act = "curate enter";

    /// <summary>Refuses somebody who is no curator; that something was to be done is noted, once an hour.</summary>
    public async Task RefuseAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            await gate.NoteAsync(WhoIn(context), "curate page", string.Empty, "Not a curator.");
        }

        await ShowAsync(context, StatusCodes.Status403Forbidden, mistake: null);
    }

    public async Task EnterAsync(HttpContext context)
    {
        if (!access.Token.IsSet)
        {
            await RefuseAsync(context);
        }
        else if (await TypedForm.ReadAsync(context) is { } form && access.Token.Is(form.Text("token").Trim()))
        {
            access.Admit(context);
            await acts.NoteAsync(WhoIn(context), Act, string.Empty, AuditOutcome.Done, "By the token.");
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = CuratorPageEndpoints.Root;
        }
        else
        {
            await gate.NoteAsync(WhoIn(context), Act, string.Empty, "A wrong token.");
            await ShowAsync(context, StatusCodes.Status403Forbidden, "That is not the token. Where the bot prints it, it is another one after each start: take the newest link.");
        }
    }

    public static Task LeaveAsync(HttpContext context)
    {
        CuratorAccess.SignOut(context);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = CuratorPageEndpoints.Root;
        return Task.CompletedTask;
    }

    private Task ShowAsync(HttpContext context, int status, string? mistake) => Layout.WriteAsync(
        context,
        "Who may curate",
        Html.Of($"""
            <h2>Only curators may change briefings</h2>
            {(mistake is null ? Html.None : Html.Of($"""<p class="notice refused" role="alert">{mistake}</p>"""))}
            {(access.Token.IsSet ? Form : HowToOpen())}
            <p>What was typed on a page of this site before is kept in this browser, and comes back when the section is opened again.</p>
            """),
        status,
        curator: null);

    private static Html Form => Html.Of($"""
        <p>Whoever runs the bot has a link to this page with a token: the bot prints it in its terminal when it starts, or has it from its settings.</p>
        <form id="entrance" class="line" method="post" action="/curate/enter">
          <label for="token">Token</label>
          <input id="token" name="token" type="password" autocomplete="off" required maxlength="500">
          <button class="send">Enter</button>
        </form>
        """);

    private Html HowToOpen() => Html.Of($"""
        <p>Nobody may do so here yet. Whoever runs the bot can open this page in its settings:</p>
        <ul>
          {(access.IsOnThisMachine
              ? Html.Of($"<li>add <code>browser</code> to <code>Curators:Users</code>: then everybody on this machine may, here and with <code>/curate</code> on the chat page;</li>")
              : Html.None)}
          <li>start the bot in a terminal, where it shows a link to this page with a token; or set <code>Curators:PageToken</code> to a secret of your own, in the environment as <code>Curators__PageToken</code>.</li>
        </ul>
        """);

    private Actor WhoIn(HttpContext context) => Actor.Of(access.ReaderOf(context));
}
