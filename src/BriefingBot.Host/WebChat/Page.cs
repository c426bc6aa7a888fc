using System.Collections.Concurrent;

namespace BriefingBot.Host.WebChat;

/// <summary>The files of the chat page and of the curator page, kept in the program: all that lies in the folders of that name.</summary>
internal static class Page
{
    private const string Chat = "BriefingBot.Host.WebChat.Page.";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    private static readonly ConcurrentDictionary<string, byte[]> Files = new(StringComparer.Ordinal);

    // Two routes for all files: a route each makes routing compile a table of them at every start.
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/", Methods, (RequestDelegate)(context => ServeAsync(context, Chat + "chat.html")));
        MapFiles(routes, "/{file}", Chat);
    }

    /// <param name="pattern">With <c>{file}</c> for the file's name.</param>
    /// <param name="folder">The folder's namespace, with a full stop at its end.</param>
    public static void MapFiles(IEndpointRouteBuilder routes, string pattern, string folder) =>
        routes.MapMethods(pattern, Methods, (RequestDelegate)(context => ServeAsync(context, folder + (string)context.GetRouteValue("file")!)));

    private static async Task ServeAsync(HttpContext context, string name)
    {
        if (Read(name) is not { } content)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            _ => "text/html; charset=utf-8",
        };
        context.Response.Headers.CacheControl = "no-cache";
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    private static byte[]? Read(string name)
    {
        if (Files.TryGetValue(name, out var known))
        {
            return known;
        }

        using var stream = typeof(Page).Assembly.GetManifestResourceStream(name);
        if (stream is null)
        {
            return null;
        }

        using var content = new MemoryStream();
        stream.CopyTo(content);
        return Files[name] = content.ToArray();
    }
}
