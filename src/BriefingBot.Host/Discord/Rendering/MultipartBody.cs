using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BriefingBot.Chat;

namespace BriefingBot.Host.Discord.Rendering;

/// <summary>A message's JSON and its files as one <c>multipart/form-data</c> body (Discord R87).</summary>
internal static class MultipartBody
{
    /// <param name="payload">The message, whose <c>attachments</c> have the files' numbers for ids.</param>
    /// <param name="files">With names of ASCII letters, digits, dots, hyphens and underscores.</param>
    public static (byte[] Bytes, string ContentType) Of(ReadOnlyMemory<byte> payload, ImmutableArray<ReplyFile> files)
    {
        // So long that no text holds it.
        var boundary = RandomNumberGenerator.GetHexString(48, lowercase: true);
        using var body = new MemoryStream();
        Write(body, $"--{boundary}\r\nContent-Disposition: form-data; name=\"payload_json\"\r\nContent-Type: application/json\r\n\r\n");
        body.Write(payload.Span);
        for (var i = 0; i < files.Length; i++)
        {
            Write(body, string.Create(
                CultureInfo.InvariantCulture,
                $"\r\n--{boundary}\r\nContent-Disposition: form-data; name=\"files[{i}]\"; filename=\"{files[i].Name}\"\r\nContent-Type: text/markdown; charset=utf-8\r\n\r\n"));
            Write(body, files[i].Text);
        }

        Write(body, $"\r\n--{boundary}--\r\n");
        return (body.ToArray(), $"multipart/form-data; boundary={boundary}");
    }

    private static void Write(Stream body, string text) => body.Write(Encoding.UTF8.GetBytes(text));
}
