using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Curating;

namespace BriefingBot.Host.CuratorPage;

/// <summary>A request of a curator, and the briefings as they are at that moment.</summary>
internal sealed record CuratorVisit(HttpContext Context, AdmittedCurator Admitted, BriefingState State, DateOnly Today)
{
    public Reader Curator => Admitted.Reader;

    public Actor Who => Actor.Of(Curator);

    public CancellationToken Cancelled => Context.RequestAborted;

    /// <summary>The section that the address names, there or yet to be written; null where there can be none, or its topic is not for this curator's eyes.</summary>
    public SectionPlace? Place => Find((string?)Context.GetRouteValue("topic"), (string?)Context.GetRouteValue("section"));

    public SectionPlace? Find(string? topic, string? section) =>
        topic is not null && section is not null && State.Set.FolderOf(topic, Curator) is { } folder && folder == topic && Names.IsKey(section) && !Names.IsReserved(section)
            ? new(folder, section, State.Set.FindSection(folder, section)?.Title ?? section)
            : null;

    public Task ShowAsync(string title, Html main, int status = StatusCodes.Status200OK, string? script = null) =>
        Layout.WriteAsync(Context, title, main, status, Admitted, script);

    /// <summary>A page with one sentence and the way back.</summary>
    public Task SayAsync(string title, string sentence, int status, SectionPlace? back = null) => ShowAsync(
        title,
        Html.Of($"""
            <h2>{title}</h2>
            <p class="notice">{sentence}</p>
            <p><a class="control" href="{back?.Address ?? CuratorPageEndpoints.Root}">{(back is null ? "All sections" : "Back to the section")}</a></p>
            """),
        status);

    public Task NotFoundAsync() => SayAsync(
        "Not found", "There is no such topic, or no section can have this name: lower-case letters and digits, joined by hyphens, and no word of the commands.", StatusCodes.Status404NotFound);

    /// <summary>Sends the browser on after something was done, so that loading the page again does not do it again.</summary>
    public void Lead(string address)
    {
        Context.Response.StatusCode = StatusCodes.Status303SeeOther;
        Context.Response.Headers.Location = address;
    }
}

/// <param name="Title">What it is called; its key where no text of it was accepted.</param>
internal sealed record SectionPlace(string Topic, string Key, string Title)
{
    public string Name => $"{Topic}/{Key}";

    public string Address => $"{CuratorPageEndpoints.Root}/{Uri.EscapeDataString(Topic)}/{Uri.EscapeDataString(Key)}";

    public string History => Address + "/history";
}
