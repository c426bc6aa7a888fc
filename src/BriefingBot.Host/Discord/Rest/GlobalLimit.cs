namespace BriefingBot.Host.Discord.Rest;

/// <summary>
/// At most 50 requests in any second with the bot's token (Discord R91), as Discord counts them: on arrival. Each of 50
/// permits comes back a second after its request arrived; what its answer took longer than the quickest do is taken for
/// delay on the way there. Where Discord says that the limit is hit all the same, nothing goes until that is over.
/// </summary>
internal sealed class GlobalLimit(TimeProvider time)
{
    public const int PerSecond = 50;

    // A little more than a second, for what cannot be measured: 49.7 a second.
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(1005);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan FirstBan = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestBan = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly TimeSpan[] freeAt = new TimeSpan[PerSecond];

    // The permit of each place while its request is in flight; the place is its remainder by their number.
    private readonly long[] inFlight = new long[PerSecond];
    private long permits;
    private TimeSpan blockedUntil;
    private TimeSpan nextBan = FirstBan;
    private TimeSpan quickest;
    private int answers;

    /// <summary>Takes a permit, or says how long there is none.</summary>
    /// <param name="permit">Its number, for <see cref="Over"/>.</param>
    public Hold TryTake(out long permit)
    {
        lock (gate)
        {
            var now = time.GetElapsedTime(0);
            permit = 0;
            if (blockedUntil > now)
            {
                return new(blockedUntil - now, null);
            }

            var next = TimeSpan.MaxValue;
            for (var i = 0; i < PerSecond; i++)
            {
                if (freeAt[i] <= now)
                {
                    permits += PerSecond;
                    inFlight[i] = permit = permits + i;
                    freeAt[i] = now + Window + LongestDelay;
                    return default;
                }

                var look = NextLook(i, now);
                next = look < next ? look : next;
            }

            return new(next - now, null);
        }
    }

    /// <summary>Says that the request of a permit is over, whatever became of it.</summary>
    /// <param name="sent">When it was sent, as time since the clock's zero.</param>
    /// <param name="isAnswered">Whether an answer came, so that the time it took says something.</param>
    public void Over(long permit, TimeSpan sent, bool isAnswered)
    {
        lock (gate)
        {
            var took = time.GetElapsedTime(0) - sent;

            // The first requests meet cold code and new connections: what they take is no measure yet.
            var delay = answers < PerSecond ? took : took - quickest;
            if (isAnswered)
            {
                // Rises slowly, so that a busy second does not pass for the way things are.
                quickest = answers == 0 || took < quickest ? took : quickest + ((took - quickest) / 256);
                answers++;
            }

            Free(permit, sent + Window + (delay < TimeSpan.Zero ? TimeSpan.Zero : delay < LongestDelay ? delay : LongestDelay));
        }
    }

    /// <summary>Gives a permit back that was not used.</summary>
    public void Return(long permit)
    {
        lock (gate)
        {
            Free(permit, TimeSpan.Zero);
        }
    }

    /// <summary>Stops everything for as long as a 429 asks, or longer each time where it does not say (Discord R90).</summary>
    /// <returns>For how long.</returns>
    public TimeSpan Block(RateLimited limited)
    {
        lock (gate)
        {
            var now = time.GetElapsedTime(0);
            if (limited.Wait is not { } wait)
            {
                if (now < blockedUntil)
                {
                    // It was on its way when the ban began.
                    return blockedUntil - now;
                }

                wait = nextBan;
                nextBan = nextBan * 2 < LongestBan ? nextBan * 2 : LongestBan;
            }

            blockedUntil = now + wait > blockedUntil ? now + wait : blockedUntil;
            return wait;
        }
    }

    /// <summary>Forgets how long the last ban was: Discord answers again.</summary>
    public void Succeeded()
    {
        lock (gate)
        {
            nextBan = FirstBan;
        }
    }

    // Of a request that took very long the place was given to another one meanwhile.
    private void Free(long permit, TimeSpan at)
    {
        var place = permit % PerSecond;
        if (inFlight[place] == permit)
        {
            (inFlight[place], freeAt[place]) = (0, at);
        }
    }

    // The answer of what is in flight may yet show that there was no delay, so that its permit is free sooner.
    private TimeSpan NextLook(int place, TimeSpan now)
    {
        if (inFlight[place] == 0)
        {
            return freeAt[place];
        }

        var soonest = freeAt[place] - LongestDelay;
        return soonest > now ? soonest : now + LookAgain;
    }
}
