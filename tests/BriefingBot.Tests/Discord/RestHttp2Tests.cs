using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BriefingBot.Host.Discord.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Tests.Discord;

/// <summary>The client over TLS, as it meets Discord.</summary>
public sealed class RestHttp2Tests
{
    [Fact]
    [Trait("Discord", "R8")]
    [Trait("Discord", "R95")]
    public async Task WhereDiscordSpeaksHttp2TheClientDoesToo()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var app = builder.Build();
        var secure = new FakeRest();
        secure.Map(app);
        await app.StartAsync();

        await using var rig = await RestRig.StartAsync(url: _ => app.Urls.Single());
        var handler = rig.Get<IHttpMessageHandlerFactory>().CreateHandler(DiscordRest.ClientName);
        while (handler is DelegatingHandler { InnerHandler: { } inner })
        {
            handler = inner;
        }

        ((SocketsHttpHandler)handler).SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) =>
            presented?.GetCertHashString() == certificate.GetCertHashString();
        Assert.True((await rig.GetAsync("users/@me")).IsOk);
        Assert.True((await rig.PostAsync("7")).IsOk);
        Assert.All(secure.Requests, seen => Assert.Equal("HTTP/2", seen.Protocol));
        Assert.Empty(secure.Violations);
        await app.StopAsync();
    }
}
