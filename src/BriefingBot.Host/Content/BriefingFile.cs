namespace BriefingBot.Host.Content;

/// <summary>A place in the briefings folder.</summary>
/// <param name="Topic">The folder's name; empty for the whole briefings folder.</param>
/// <param name="Name">The file's; empty for the whole topic's folder.</param>
internal readonly record struct BriefingFile(string Topic, string Name)
{
    /// <summary>Anything may have changed.</summary>
    public static readonly BriefingFile Everything = new(string.Empty, string.Empty);

    public override string ToString() => $"{Topic}/{Name}";
}
