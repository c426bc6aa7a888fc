using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NSec.Cryptography;

namespace BriefingBot.Benchmarks.Discord;

/// <summary>The least that an interactions endpoint can be: Kestrel as it comes, the signature by the same library, a fixed reply.</summary>
internal static class BareEndpoint
{
    public static async Task RunAsync(int port, string publicKey, int replyBytes)
    {
        var key = PublicKey.Import(SignatureAlgorithm.Ed25519, Convert.FromHexString(publicKey), KeyBlobFormat.RawPublicKey);
        var reply = Encoding.ASCII.GetBytes("{\"type\":4,\"data\":{\"content\":\"" + new string('x', replyBytes - 32) + "\"}}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        app.MapPost("/discord/interactions", (RequestDelegate)(context => AnswerAsync(context, key, reply)));
        await app.RunAsync();
    }

    private static async Task AnswerAsync(HttpContext context, PublicKey key, byte[] reply)
    {
        var timestamp = context.Request.Headers["X-Signature-Timestamp"].ToString();
        var signature = new byte[64];
        Convert.FromHexString(context.Request.Headers["X-Signature-Ed25519"].ToString(), signature, out _, out _);
        var reader = context.Request.BodyReader;
        var read = await reader.ReadAsync();
        while (!read.IsCompleted)
        {
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await reader.ReadAsync();
        }

        var length = timestamp.Length + (int)read.Buffer.Length;
        var signed = ArrayPool<byte>.Shared.Rent(length);
        Encoding.ASCII.GetBytes(timestamp, signed);
        read.Buffer.CopyTo(signed.AsSpan(timestamp.Length));
        reader.AdvanceTo(read.Buffer.End);
        if (!SignatureAlgorithm.Ed25519.Verify(key, signed.AsSpan(0, length), signature))
        {
            context.Response.StatusCode = 401;
        }
        else
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = reply.Length;
            context.Response.BodyWriter.Write(reply);
        }

        ArrayPool<byte>.Shared.Return(signed);
    }
}
