namespace BriefingBot.Host.Content;

/// <summary>How soon a change on disk is taken over. Together the bounds keep it within two seconds of the last write.</summary>
internal sealed record ReloadPace
{
    /// <summary>How long a file must have been still before it is read: editors write in several steps.</summary>
    public TimeSpan Still { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest that still files wait for others that change with them.</summary>
    public TimeSpan LongestBatch { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest that one file is waited for; then it is read as it is.</summary>
    public TimeSpan LongestFile { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How often everything is looked at, for mounts whose changes nobody tells.</summary>
    public TimeSpan Scan { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>When everything is looked at once more after a watch was set up, which takes a moment in which changes are lost.</summary>
    public TimeSpan ScanAfterArming { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether the operating system is asked to tell of changes; otherwise only the scan finds them.</summary>
    public bool Watches { get; init; } = true;
}
