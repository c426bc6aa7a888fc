namespace BriefingBot.Host.Discord.Rest;

/// <summary>
/// A limit that several routes may share, as far as answers have told of it (Discord R88). What is in flight is taken off
/// what is left, and of answers that disagree the more careful one counts, in whatever order they come. Not thread-safe.
/// </summary>
internal sealed class Bucket
{
    private int limit;
    private int remaining;
    private TimeSpan resetAt;
    private TimeSpan blockedUntil;
    private bool hasNoLimit;
    private TaskCompletionSource changed = NewChange();

    /// <summary>Whether Discord has told its name.</summary>
    public bool IsNamed { get; set; }

    public int InFlight { get; private set; }

    /// <summary>Whether it can be forgotten: nothing is in flight, and it would let the next request go.</summary>
    public bool IsIdle(TimeSpan now) => InFlight == 0 && now >= resetAt && now >= blockedUntil;

    /// <summary>Takes a place for one request, or says what it has to wait for.</summary>
    public Hold TryTake(TimeSpan now)
    {
        if (now < blockedUntil)
        {
            return new(blockedUntil - now, null);
        }

        if (limit > 0)
        {
            Renew(now);
            if (remaining <= 0)
            {
                return now < resetAt ? new(resetAt - now, null) : new(TimeSpan.Zero, changed.Task);
            }

            remaining--;
        }
        else if (InFlight > 0 && !hasNoLimit)
        {
            // Until the first answer nobody knows what is allowed.
            return new(TimeSpan.Zero, changed.Task);
        }

        InFlight++;
        return default;
    }

    /// <summary>Gives a place back, whatever became of the request.</summary>
    public void Release()
    {
        InFlight--;
        Change();
    }

    /// <summary>Takes in what an answer to a request that is still counted as in flight says of the limit.</summary>
    public void Learn(BucketHeaders told, TimeSpan now)
    {
        Renew(now);
        var end = now + told.ResetAfter;
        remaining = limit > 0 ? Math.Min(remaining, told.Remaining) : told.Remaining - Math.Max(InFlight - 1, 0);
        limit = told.Limit;
        resetAt = end > resetAt ? end : resetAt;
        Change();
    }

    /// <summary>Takes in that an answer came which speaks of no limit.</summary>
    public void LearnNoLimit() => hasNoLimit = true;

    /// <summary>Lets nothing go for a time, as a 429 asks.</summary>
    public void Block(TimeSpan until) => blockedUntil = until > blockedUntil ? until : blockedUntil;

    // In a new window, whose end is not known before its first answer, what is in flight may count already.
    private void Renew(TimeSpan now)
    {
        if (now >= resetAt)
        {
            remaining = limit - InFlight;
        }
    }

    private void Change()
    {
        var waitedFor = changed;
        changed = NewChange();
        waitedFor.SetResult();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
