using System.Collections.Concurrent;

namespace BriefingBot.Host.WebChat;

/// <summary>The page's files, kept in the program: all that lies in the folder of that name.</summary>
internal static class Page
{
    private const string Folder = "BriefingBot.Host.WebChat.Page.";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    private static readonly ConcurrentDictionary<string, byte[]> Files = new(StringComparer.Ordinal);

    // Two routes for all files: a route each makes routing compile a table of them at every start.
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/", Methods, (RequestDelegate)(context => ServeAsync(context, "chat.html")));
        routes.MapMethods("/{file}", Methods, (RequestDelegate)(context => ServeAsync(context, (string)context.GetRouteValue("file")!)));
    }

    private static async Task ServeAsync(HttpContext context, string file)
    {
        if (Read(file) is not { } content)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = Path.GetExtension(file) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            _ => "text/html; charset=utf-8",
        };
        context.Response.Headers.CacheControl = "no-cache";
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    private static byte[]? Read(string file)
    {
        if (Files.TryGetValue(file, out var known))
        {
            return known;
        }

        using var stream = typeof(Page).Assembly.GetManifestResourceStream(Folder + file);
        if (stream is null)
        {
            return null;
        }

        using var content = new MemoryStream();
        stream.CopyTo(content);
        return Files[file] = content.ToArray();
    }
}
