namespace BriefingBot.Tests;

/// <summary>Where the checkout is that these tests were built from.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

    public static string Briefings => Path.Combine(Root, "briefings");

    /// <summary>The documents the shipped content was written from, where they are present; they are not part of the repository.</summary>
    public static string? Sources => Directory.Exists(Path.Combine(Root, "..", "shared", "sources"))
        ? Path.GetFullPath(Path.Combine(Root, "..", "shared", "sources"))
        : null;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BriefingBot.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside a checkout.");
        }

        return folder.FullName;
    }
}
