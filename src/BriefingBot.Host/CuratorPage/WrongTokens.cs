namespace BriefingBot.Host.CuratorPage;

/// <summary>
/// Bounds how many wrong tokens are looked at: ten a minute, whoever brings them. Those who are in already are not concerned.
/// </summary>
internal sealed class WrongTokens(TimeProvider time)
{
    public const int Most = 10;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private long? since;
    private int count;

    /// <summary>Whether there were too many.</summary>
    public bool AreTooMany
    {
        get
        {
            lock (gate)
            {
                return since is { } start && count >= Most && time.GetElapsedTime(start) < Window;
            }
        }
    }

    public void Add()
    {
        lock (gate)
        {
            if (since is not { } start || time.GetElapsedTime(start) >= Window)
            {
                (since, count) = (time.GetTimestamp(), 0);
            }

            count++;
        }
    }
}
