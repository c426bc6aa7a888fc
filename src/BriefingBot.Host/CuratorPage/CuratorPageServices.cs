namespace BriefingBot.Host.CuratorPage;

/// <summary>What the curator page is made of.</summary>
internal static class CuratorPageServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<PageToken>();
        services.AddSingleton<CuratorAccess>();
        services.AddSingleton<Entrance>();
        services.AddSingleton<Overview>();
        services.AddSingleton<SectionDesk>();
        services.AddSingleton<SectionHistory>();
        services.AddSingleton<CuratorPageEndpoints>();
    }
}
