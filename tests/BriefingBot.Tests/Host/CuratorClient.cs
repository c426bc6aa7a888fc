using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using BriefingBot.Curating.Records;
using Microsoft.Extensions.DependencyInjection;

namespace BriefingBot.Tests.Host;

/// <summary>A running bot and a browser at its curator page: it follows nothing by itself, and says where its forms come from.</summary>
internal sealed class CuratorClient(RunningBot bot) : IAsyncDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = bot.Address };

    public IServiceProvider Services => bot.App.Services;

    public HttpClient Http => client;

    /// <summary>What is sent as <c>Origin</c>; null for none.</summary>
    public string? Origin { get; set; } = bot.Address.GetLeftPart(UriPartial.Authority);

    public string? Cookie { get; set; }

    public static async Task<CuratorClient> StartAsync(TestFolder folder, params string[] settings)
    {
        var bot = await RunningBot.StartAsync([$"--Briefings:Directory={folder.Briefings}", .. settings]);
        await bot.AskAsync("/topics");
        return new(bot);
    }

    /// <summary>A section's text in the editor, and the revision that it begins with.</summary>
    public async Task<(string Text, string From)> OpenAsync(string path)
    {
        var page = await ReadAsync(path);
        return (TextIn(page), FromIn(page));
    }

    public async Task<string> ReadAsync(string path)
    {
        var (status, page) = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, status);
        return page;
    }

    public async Task<(HttpStatusCode Status, string Page)> GetAsync(string path)
    {
        using var response = await GetRawAsync(path);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<HttpResponseMessage> GetRawAsync(string path)
    {
        using var request = With(new(HttpMethod.Get, path));
        return await client.SendAsync(request);
    }

    public async Task<(HttpStatusCode Status, string Page)> SendAsync(string path, params (string Name, string Value)[] fields)
    {
        using var response = await PostAsync(path, fields);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var request = With(new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) });
        return await client.SendAsync(request);
    }

    public async Task<JsonElement> CheckAsync(string section, string from, string text)
    {
        using var response = await CheckAsync(JsonSerializer.Serialize(new { topic = "tea", section, from, text }));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<HttpResponseMessage> CheckAsync(string body)
    {
        using var request = With(new(HttpMethod.Post, "/curate/check") { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) });
        return await client.SendAsync(request);
    }

    public Task<ImmutableArray<AuditEntry>> AuditAsync() => Services.GetRequiredService<IAuditLog>().ReadAsync(new(Act: "curate"), 20, default);

    /// <summary>A revision, once it is recorded: that is a moment after the save.</summary>
    public async Task<Revision> RevisionAsync(string section, string id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await Services.GetRequiredService<IRevisions>().FindAsync("tea", section, id, limit.Token) is { } found)
            {
                return found;
            }

            await Task.Yield();
        }
    }

    /// <summary>What the text field of a page holds.</summary>
    public static string TextIn(string page) => WebUtility.HtmlDecode(Between(page, "<textarea", "</textarea>")[1..]);

    public static string FromIn(string page) => Between(page, "name=\"from\" value=\"", "\"");

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await bot.DisposeAsync();
    }

    private HttpRequestMessage With(HttpRequestMessage request)
    {
        if (Origin is not null && request.Method == HttpMethod.Post)
        {
            request.Headers.Add("Origin", Origin);
        }

        if (Cookie is not null)
        {
            request.Headers.Add("Cookie", Cookie);
        }

        return request;
    }

    private static string Between(string page, string start, string end)
    {
        var from = page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        from = start[0] == '<' ? page.IndexOf('>', from) + 1 : from;
        return page[from..page.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
