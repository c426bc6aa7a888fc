namespace BriefingBot.Tests.Discord;

/// <summary>For what happens in the bot without a sign outside.</summary>
internal static class Eventually
{
    /// <summary>Waits until it is so, at most half a minute.</summary>
    public static async Task IsAsync(Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!isSo())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
