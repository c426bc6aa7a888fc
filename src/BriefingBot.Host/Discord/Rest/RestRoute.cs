using System.Buffers;
using System.Text;

namespace BriefingBot.Host.Discord.Rest;

/// <summary>Who a route belongs to, which decides its credential and its limits.</summary>
internal enum RouteKind
{
    /// <summary>Needs the bot's token and counts against its 50 a second.</summary>
    Bot,

    /// <summary>An interaction's first answer: the token in the path is the credential (Discord R4), once and never again.</summary>
    Callback,

    /// <summary>An interaction's later answers: as a callback, with limits for each token (Discord R96).</summary>
    Webhook,
}

/// <summary>What a route's text tells (<see cref="RestRequest.Route"/>).</summary>
internal static class RestRoute
{
    private const int LongestName = 32;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> NameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz-@_");

    public static RouteKind KindOf(string route)
    {
        if (route.StartsWith("interactions/", StringComparison.Ordinal))
        {
            return RouteKind.Callback;
        }

        return route.StartsWith("webhooks/", StringComparison.Ordinal) && PathOf(route).Count('/') >= 2 ? RouteKind.Webhook : RouteKind.Bot;
    }

    /// <summary>
    /// The route without anything that is secret or peculiar to one use, for logs (Discord R9): <c>channels/{id}/messages</c>,
    /// <c>webhooks/{id}/{token}/messages/@original</c>. The query is left out.
    /// </summary>
    public static string Template(string route)
    {
        var template = new StringBuilder(route.Length);
        var path = PathOf(route);
        var hasToken = path.StartsWith("interactions/", StringComparison.Ordinal) || path.StartsWith("webhooks/", StringComparison.Ordinal);
        var position = 0;
        foreach (var range in path.Split('/'))
        {
            var segment = path[range];
            if (position > 0)
            {
                template.Append('/');
            }

            // What is neither a number nor a name of Discord's own may be anything, so it is not shown.
            template.Append(hasToken && position == 2 ? "{token}"
                : !segment.IsEmpty && !segment.ContainsAnyExcept(Digits) ? "{id}"
                : segment.Length <= LongestName && !segment.ContainsAnyExcept(NameLetters) ? segment
                : "{other}");
            position++;
        }

        return template.ToString();
    }

    /// <summary>The top-level resource whose limits a route shares: a channel, a server, a webhook with its token; else empty (Discord R88).</summary>
    public static string Resource(string route)
    {
        var path = PathOf(route);
        var segments = route.StartsWith("webhooks/", StringComparison.Ordinal) ? 3
            : route.StartsWith("channels/", StringComparison.Ordinal) || route.StartsWith("guilds/", StringComparison.Ordinal) ? 2
            : 0;
        var end = 0;
        for (var i = 0; i < segments && end <= path.Length; i++)
        {
            var slash = path[end..].IndexOf('/');
            end = slash < 0 ? path.Length + 1 : end + slash + 1;
        }

        return end == 0 ? string.Empty : path[..(end - 1)].ToString();
    }

    private static ReadOnlySpan<char> PathOf(string route)
    {
        var query = route.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? route : route.AsSpan(0, query);
    }
}
