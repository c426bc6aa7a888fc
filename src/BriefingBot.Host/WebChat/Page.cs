namespace BriefingBot.Host.WebChat;

/// <summary>The page's files, kept in the program.</summary>
internal static class Page
{
    private static readonly Dictionary<string, string> Files = new[]
    {
        "chat.html", "chat.css", "reply.css", "composer.css",
        "chat.js", "api.js", "channel.js", "citations.js", "completion.js", "composer.js", "messages.js", "scrolling.js",
    }.ToDictionary(file => file == "chat.html" ? "/" : "/" + file, StringComparer.Ordinal);

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (path, file) in Files)
        {
            var content = new Lazy<byte[]>(() => Read(file));
            routes.MapMethods(path, Methods, (RequestDelegate)(context =>
            {
                context.Response.ContentType = ContentType(file);
                context.Response.Headers.CacheControl = "no-cache";
                return context.Response.Body.WriteAsync(content.Value, context.RequestAborted).AsTask();
            }));
        }
    }

    private static string ContentType(string file) => Path.GetExtension(file) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        _ => "text/html; charset=utf-8",
    };

    private static byte[] Read(string resource)
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream($"BriefingBot.Host.WebChat.Page.{resource}")
            ?? throw new InvalidOperationException($"The program was built without {resource}.");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
