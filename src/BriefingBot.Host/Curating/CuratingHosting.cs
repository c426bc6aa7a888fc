using BriefingBot.Curating;

namespace BriefingBot.Host.Curating;

/// <summary>What keeps and offers changes of content in the running bot.</summary>
internal static class CuratingHosting
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<CuratingServices>();
        services.AddSingleton<RevisionAuthors>();
        services.AddSingleton<RevisionComparison>();
        services.AddHostedService<RevisionRecording>();
    }
}
