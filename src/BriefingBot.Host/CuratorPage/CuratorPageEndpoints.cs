using BriefingBot.Chat;
using BriefingBot.Curating.Editing;
using BriefingBot.Host.WebChat;

namespace BriefingBot.Host.CuratorPage;

/// <summary>
/// The curator page: <c>GET /curate</c> lists the sections and how they stand, <c>/curate/TOPIC/SECTION</c> is the editor of
/// one, <c>…/history</c> its revisions; <c>POST /curate/check</c> tells what a text would do while it is typed. Beside the
/// chat page's guard, which stands before all of it, each request is asked for its right, and each that changes something
/// must say that it comes from these pages.
/// </summary>
internal sealed partial class CuratorPageEndpoints(
    CuratorAccess access,
    Entrance entrance,
    Overview overview,
    SectionDesk desk,
    SectionHistory history,
    IBriefingEditor editor,
    TimeProvider time,
    ILogger<CuratorPageEndpoints> logger)
{
    public const string Root = "/curate";

    private const string Files = "BriefingBot.Host.CuratorPage.Page.";

    public void Map(IEndpointRouteBuilder builder)
    {
        var routes = builder.MapGroup(Root).WithMetadata(new WebChatMark());
        Get(routes, string.Empty, overview.ListAsync);
        Get(routes, "/flags", overview.FlagsAsync);
        Post(routes, "/flags", overview.SetFlagAsync);
        Get(routes, "/log", overview.LogAsync);
        Post(routes, "/reload", overview.ReloadAsync);
        Post(routes, "/confirm", overview.ConfirmAsync);
        Get(routes, "/new", SectionDesk.BeginAsync);
        Post(routes, "/check", desk.CheckAsync);
        Get(routes, "/{topic}/{section}", desk.OpenAsync);
        Post(routes, "/{topic}/{section}", desk.TakeAsync);
        Post(routes, "/{topic}/{section}/verify", desk.VerifyAsync);
        Get(routes, "/{topic}/{section}/history", history.ShowAsync);
        Post(routes, "/{topic}/{section}/rollback", history.RollBackAsync);
        routes.MapPost("/enter", (RequestDelegate)(context => FromHereAsync(context, entrance.EnterAsync)));
        routes.MapPost("/leave", (RequestDelegate)(context => FromHereAsync(context, Entrance.LeaveAsync)));
        Page.MapFiles(routes, "/{file}", Files);
    }

    private void Get(RouteGroupBuilder routes, string pattern, Func<CuratorVisit, Task> answer) =>
        routes.MapGet(pattern, (RequestDelegate)(context => AsCuratorAsync(context, answer)));

    private void Post(RouteGroupBuilder routes, string pattern, Func<CuratorVisit, Task> answer) =>
        routes.MapPost(pattern, (RequestDelegate)(context => FromHereAsync(context, from => AsCuratorAsync(from, answer))));

    // All browsers of today say so of a form and of a script; the guard before has looked at what they say.
    private static Task FromHereAsync(HttpContext context, Func<HttpContext, Task> answer)
    {
        KeepReferrer(context);
        return context.Request.Headers.Origin.Count > 0 || context.Request.Headers["Sec-Fetch-Site"] == "same-origin"
            ? answer(context)
            : Layout.WriteAsync(
                context, "Refused", Html.Of($"""<p class="notice">Changes are taken from the pages of this site alone, and the browser does not say that this one comes from there.</p>"""),
                StatusCodes.Status403Forbidden, curator: null);
    }

    // Where no referrer is sent at all, browsers hide the origin of forms, too.
    private static void KeepReferrer(HttpContext context) => context.Response.Headers["Referrer-Policy"] = "same-origin";

    private async Task AsCuratorAsync(HttpContext context, Func<CuratorVisit, Task> answer)
    {
        KeepReferrer(context);
        if (access.CuratorOf(context) is not { } curator)
        {
            await entrance.RefuseAsync(context);
            return;
        }

        if (editor.State is not { } state)
        {
            await SayAsync(Html.Of($"<p>The briefings are still being read. Load this page again in a moment.</p>"), StatusCodes.Status503ServiceUnavailable);
            return;
        }

        try
        {
            await answer(new(context, curator, state, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)));
        }
        catch (StateUnavailableException unavailable) when (!context.Response.HasStarted)
        {
            Log.StateUnavailable(logger, unavailable.Kind);
            await SayAsync(Layout.Document(Refusal.StateUnavailable.Blocks, "refusal"), StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !context.Response.HasStarted)
        {
            var incident = Incident.New();
            Log.Failed(logger, incident, failure);
            await SayAsync(Layout.Document(Refusal.Failed(incident).Blocks, "refusal"), StatusCodes.Status500InternalServerError);
        }

        Task SayAsync(Html what, int status) => Layout.WriteAsync(
            context, "Not now", Html.Of($"""<div class="notice">{what}</div>"""), status, curator);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The curator page could not answer, because the state store cannot be reached: {Cause}")]
        public static partial void StateUnavailable(ILogger logger, string cause);

        [LoggerMessage(Level = LogLevel.Error, Message = "The curator page failed, incident {Incident}")]
        public static partial void Failed(ILogger logger, string incident, Exception failure);
    }
}
