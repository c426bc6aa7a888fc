using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using BriefingBot.Chat;
using BriefingBot.Host.Discord.Interactions;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Discord.Files;

/// <summary>
/// Fetches files that people handed over from Discord's content network (Discord R83 to R86): from known hosts alone, without
/// redirections and credentials, and no more than was claimed and is taken. Nothing is unpacked, kept or fetched twice.
/// </summary>
internal sealed partial class AttachmentDownload(
    IHttpMessageHandlerFactory handlers, IOptions<DiscordOptions> options, TimeProvider time, ILogger<AttachmentDownload> logger) : IDisposable
{
    private const string ClientName = "Discord files";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly IncomingFile Unknown = IncomingFile.Unavailable("Discord named a file and did not say where it is. Attach it once more.");

    private readonly ImmutableArray<CdnHost> hosts = [.. options.Value.CdnHosts.Select(CdnHost.Parse).OfType<CdnHost>()];

    // No HttpClient, which would follow its own ideas of limits; the factory owns the handlers.
    private readonly HttpMessageInvoker http = new(handlers.CreateHandler(ClientName), disposeHandler: false);

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<AttachmentDownload>();
        services.AddHttpClient(ClientName)
            // The default ones log addresses, which are signed.
            .RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                UseCookies = false,
                Credentials = null,
                ConnectTimeout = TimeSpan.FromSeconds(5),

                // Who sends too much is hung up on.
                MaxResponseDrainSize = 0,
                PooledConnectionLifetime = TimeSpan.FromMinutes(4),
                SslOptions = new SslClientAuthenticationOptions { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
                ActivityHeadersPropagator = null,
            });
    }

    /// <summary>The file as commands know it.</summary>
    /// <param name="attachment">Null where Discord said nothing more of it (Discord R83).</param>
    /// <param name="mostOfPlatform">As <see cref="Interaction.MostFileBytes"/>.</param>
    public IncomingFile FileOf(Attachment? attachment, ulong mostOfPlatform) => attachment is null
        ? Unknown
        : new(attachment.Name, (long)Math.Min(attachment.Size, long.MaxValue), (most, cancellationToken) => ReadAsync(attachment, mostOfPlatform, most, cancellationToken));

    public void Dispose() => http.Dispose();

    private async Task<FileContent> ReadAsync(Attachment attachment, ulong mostOfPlatform, int most, CancellationToken cancellationToken)
    {
        var limit = mostOfPlatform == 0 ? (ulong)most : Math.Min(mostOfPlatform, (ulong)most);
        if (attachment.Size > limit)
        {
            return IncomingFile.TooLarge(attachment.Size, limit);
        }

        if (!Uri.TryCreate(attachment.Url, UriKind.Absolute, out var address) || !hosts.Any(host => host.Holds(address)))
        {
            Log.ForeignHost(logger);
            return new FileContent.Refused("Discord says that the file is at a place that this bot does not fetch from. Whoever runs the bot can name its host in Discord:CdnHosts.");
        }

        using var patience = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await FetchAsync(address, (int)attachment.Size, either.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The exception's own text names the address.
            Log.NotFetched(logger, failure.GetType().Name, (failure as HttpRequestException)?.HttpRequestError);
            return new FileContent.Refused("Discord did not hand the file out in time, or not whole. Attach it once more in a minute.");
        }
    }

    private async Task<FileContent> FetchAsync(Uri address, int claimed, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.ParseAdd("identity");
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode is not HttpStatusCode.OK)
        {
            Log.Refused(logger, (int)response.StatusCode);
            return new FileContent.Refused(response.StatusCode is >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest
                ? "The file's address leads on to another one, which this bot does not follow. Attach the file itself."
                : "Discord does not hand the file out any more, or not yet. Attach it once more.");
        }

        if (response.Content.Headers.ContentLength > claimed)
        {
            return TooMuch;
        }

        // One more than may come, to see that it does.
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[claimed + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length > claimed ? TooMuch : new FileContent.Whole(bytes.AsMemory(0, length));
    }

    private static FileContent.Refused TooMuch => new("The file has more bytes than Discord said it has, so no more of it was read. Attach it once more.");

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A file was not fetched: its address is on none of the hosts in Discord:CdnHosts")]
        public static partial void ForeignHost(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "A file could not be fetched: {Failure} {Reason}")]
        public static partial void NotFetched(ILogger logger, string failure, HttpRequestError? reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "A file could not be fetched: status {Status}")]
        public static partial void Refused(ILogger logger, int status);
    }
}
