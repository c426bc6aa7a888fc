using BriefingBot.Chat;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Digests.Delivery;

/// <summary>Tries again where the state store cannot be reached: what was sent must be written down, however long that takes.</summary>
public sealed partial class StatePatience(TimeProvider time, ILogger<StatePatience> logger)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>Gives back what the action does once it succeeds.</summary>
    /// <param name="limit">How long it is tried.</param>
    /// <exception cref="StateUnavailableException">It was tried so long without success.</exception>
    internal async Task<T> TryAsync<T>(Func<Task<T>> action, TimeSpan limit, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        for (var wait = First; ; wait = wait * 2 < Longest ? wait * 2 : Longest)
        {
            try
            {
                return await action();
            }
            catch (StateUnavailableException unavailable) when (time.GetElapsedTime(begun) + wait < limit)
            {
                Log.Unavailable(logger, wait.TotalSeconds, unavailable.Kind);
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The state store cannot be reached ({Cause}); digests wait, and it is tried again in {Seconds:0} s")]
        public static partial void Unavailable(ILogger logger, double seconds, string cause);
    }
}
