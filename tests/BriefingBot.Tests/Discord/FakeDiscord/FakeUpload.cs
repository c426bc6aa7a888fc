using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace BriefingBot.Tests.Discord;

/// <summary>A file in a multipart body.</summary>
internal sealed record FakeUpload(string Part, string Name, string Text)
{
    private const int MostFiles = 10;
    private const int MostBytes = 25 * 1024 * 1024;

    /// <summary>The request with its parts taken apart, and their rules looked at (Discord R72, R73, R81, R87); the same where it has none.</summary>
    public static async Task<RecordedRequest> ReadAsync(RecordedRequest request, Action<string> violation)
    {
        var type = request.Headers.GetValueOrDefault("Content-Type", string.Empty);
        if (!type.StartsWith("multipart/form-data", StringComparison.Ordinal))
        {
            return request;
        }

        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(type).Boundary).Value!;
        var reader = new MultipartReader(boundary, new MemoryStream(request.Body));
        var (payload, files) = (Array.Empty<byte>(), new List<FakeUpload>());
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            using var body = new MemoryStream();
            await section.Body.CopyToAsync(body);
            var disposition = ContentDispositionHeaderValue.Parse(section.ContentDisposition);
            if (disposition.Name == "payload_json")
            {
                payload = body.ToArray();
                if (section.ContentType != "application/json")
                {
                    violation($"{request}: payload_json is not application/json (R87)");
                }
            }
            else
            {
                files.Add(new(disposition.Name.Value!, disposition.FileName.Value!, Encoding.UTF8.GetString(body.ToArray())));
            }
        }

        var read = request with { Body = payload, Files = [.. files] };
        foreach (var fault in Faults(read, request.Body.Length))
        {
            violation($"{request}: {fault}");
        }

        return read;
    }

    private static IEnumerable<string> Faults(RecordedRequest request, int size)
    {
        var listed = (request.Json?["attachments"] as JsonArray ?? []).Select(attachment => (Id: (int)attachment!["id"]!, Name: (string?)attachment["filename"])).ToList();
        if (request.Files.Length is 0 or > MostFiles || size > MostBytes)
        {
            yield return "no files, or too many or too large ones (R72)";
        }

        if (!request.Files.Select(file => file.Part).SequenceEqual(listed.Select(attachment => string.Create(CultureInfo.InvariantCulture, $"files[{attachment.Id}]"))))
        {
            yield return "attachments that do not name the parts (R73, R87)";
        }

        if (request.Files.Select(file => file.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() < request.Files.Length)
        {
            yield return "two files of one name (R87)";
        }

        var shown = MessageJson.Components(request.Json!).Where(component => (int)component["type"]! == 13).Select(component => (string?)component["file"]!["url"]).ToList();
        if (!shown.SequenceEqual(request.Files.Select(file => $"attachment://{file.Name}"), StringComparer.Ordinal))
        {
            yield return "files that no component shows, or components that show none (R81)";
        }
    }
}
