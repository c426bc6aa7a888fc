using System.Collections.Immutable;
using BriefingBot.Chat;
using BriefingBot.Documents;
using BriefingBot.Host.WebChat;

namespace BriefingBot.Host.CuratorPage;

/// <summary>What all of the curator's pages have around them.</summary>
internal static class Layout
{
    private const string Icon =
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7' fill='%23174a7c'/%3E%3Cpath d='M9 23l2-6L21 7l4 4L15 21z' fill='none' stroke='%23fff' stroke-width='2.6'/%3E%3C/svg%3E";

    /// <param name="curator">Null for those who may not curate: they get no way on.</param>
    /// <param name="script">The name of the page's module, or null.</param>
    public static async Task WriteAsync(HttpContext context, string title, Html main, int status, AdmittedCurator? curator, string? script = null)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(Of(title, main, curator, script).ToString(), context.RequestAborted);
    }

    /// <summary>A document by the renderer that all replies go through.</summary>
    /// <param name="id">Unique on the page.</param>
    public static Html Document(ImmutableArray<Block> blocks, string id) => HtmlRenderer.Render(new Reply(blocks), id);

    private static Html Of(string title, Html main, AdmittedCurator? curator, string? script) => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
          <meta name="color-scheme" content="light dark">
          <title>{title} – Curating – BriefingBot</title>
          <link rel="icon" href="{Icon}">
          <link rel="stylesheet" href="/chat.css">
          <link rel="stylesheet" href="/reply.css">
          <link rel="stylesheet" href="/curate/curate.css">
          <link rel="stylesheet" href="/curate/editor.css">
          <script type="module" src="/curate/entrance.js"></script>
          {(script is null ? Html.None : Html.Of($"""<script type="module" src="/curate/{script}"></script>"""))}
        </head>
        <body class="curate">
          <a class="skip" href="#main">Skip to the content</a>
          <header>
            <h1>BriefingBot</h1>
            <p class="tagline">Curating</p>
            {(curator is null ? Html.None : Navigation(curator))}
          </header>
          <main id="main" tabindex="-1">
        {main}
          </main>
        </body>
        </html>

        """);

    private static Html Navigation(AdmittedCurator curator) => Html.Of($"""
        <nav aria-label="Curating">
          <a href="/curate">Sections</a>
          <a href="/curate/flags">Flags</a>
          <a href="/curate/log">Log</a>
          <a href="/">Chat page</a>
          {(curator.IsByToken
              ? Html.Of($"""<form method="post" action="/curate/leave"><button class="link">Sign out</button></form>""")
              : Html.None)}
        </nav>
        """);
}
