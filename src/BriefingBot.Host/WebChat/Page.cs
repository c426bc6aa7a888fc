using System.Collections.Frozen;

namespace BriefingBot.Host.WebChat;

/// <summary>The page's three files, kept in the program.</summary>
internal static class Page
{
    private static readonly FrozenDictionary<string, (string Resource, string ContentType)> Files =
        new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            ["/"] = ("chat.html", "text/html; charset=utf-8"),
            ["/chat.css"] = ("chat.css", "text/css; charset=utf-8"),
            ["/chat.js"] = ("chat.js", "text/javascript; charset=utf-8"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (path, (resource, contentType)) in Files)
        {
            var content = new Lazy<byte[]>(() => Read(resource));
            routes.MapGet(path, (RequestDelegate)(context =>
            {
                context.Response.ContentType = contentType;
                context.Response.Headers.CacheControl = "no-cache";
                return context.Response.Body.WriteAsync(content.Value, context.RequestAborted).AsTask();
            }));
        }
    }

    private static byte[] Read(string resource)
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream($"BriefingBot.Host.WebChat.Page.{resource}")
            ?? throw new InvalidOperationException($"The program was built without {resource}.");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
