namespace BriefingBot.Chat;

/// <summary>Posts a reply where everybody in a channel sees it; one for each platform.</summary>
public interface IChatPublisher
{
    /// <param name="channel">The platform's own address of a channel.</param>
    Task PublishAsync(string channel, Reply reply, CancellationToken cancellationToken);
}
