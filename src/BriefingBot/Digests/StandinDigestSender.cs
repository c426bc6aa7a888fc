namespace BriefingBot.Digests;

/// <summary>Sends a digest when somebody asks for it.</summary>
public interface IDigestSender
{
    /// <summary>Delivers today's digest now, unless it was sent already; goes on with it later where it takes more than half a minute.</summary>
    /// <returns>What became of today's occurrence, or null where it could not be begun.</returns>
    Task<Occurrence?> SendNowAsync(Subscription subscription, CancellationToken cancellationToken);
}
