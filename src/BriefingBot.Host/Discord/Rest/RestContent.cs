using System.Net;
using System.Net.Http.Headers;

namespace BriefingBot.Host.Discord.Rest;

/// <summary>A body that knows whether any of it went out: what never did was not carried out either (Discord R93).</summary>
internal sealed class RestContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> body;

    public RestContent(ReadOnlyMemory<byte> body, string contentType)
    {
        this.body = body;
        Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
    }

    public bool WasSent { get; set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        WasSent = true;
        return stream.WriteAsync(body, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
