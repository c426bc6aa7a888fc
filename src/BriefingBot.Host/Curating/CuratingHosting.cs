using BriefingBot.Curating;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;
using BriefingBot.Host.Content;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Curating;

/// <summary>What changes briefings while the bot runs.</summary>
internal static class CuratingHosting
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<BriefingEditor>();
        services.AddSingleton<IBriefingEditor>(provider => provider.GetRequiredService<BriefingEditor>());
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<CuratorsOptions>>().Value.ToCurators());
        services.AddSingleton<CuratorActs>();
        services.AddSingleton<CuratorServices>();
        services.AddSingleton(provider => new CuratorGate(
            provider.GetRequiredService<Curators>(), provider.GetRequiredService<IAuditLog>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ReaderServices>();
        services.AddSingleton<RevisionAuthors>();
        services.AddSingleton<RevisionComparison>();
        services.AddHostedService<RevisionRecording>();
    }
}
