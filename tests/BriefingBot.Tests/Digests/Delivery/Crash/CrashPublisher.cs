using BriefingBot.Chat;

namespace BriefingBot.Tests.Digests.Delivery;

/// <summary>Posts to a <see cref="CrashPlatform"/>, and may end the process before, while and after it does.</summary>
internal sealed class CrashPublisher(string url, bool knowsRepetitions, CrashSteps steps) : IChatPublisher, IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new(url) };

    public bool KnowsRepetitions => knowsRepetitions;

    public void Dispose() => http.Dispose();

    public async Task<PublishOutcome> PublishAsync(ChannelPost post, CancellationToken cancellationToken)
    {
        steps.Next();
        try
        {
            var answer = http.PostAsync($"posts/{post.Key}", new StringContent(string.Empty), cancellationToken);
            steps.Next();
            using var stored = await answer;
            steps.Next();
            return new PublishOutcome.Sent(await stored.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (HttpRequestException)
        {
            return new PublishOutcome.Unknown();
        }
    }

    public Task<PublishOutcome> TryAsync(string channel, CancellationToken cancellationToken) =>
        Task.FromResult<PublishOutcome>(new PublishOutcome.Sent(string.Empty));

    public Task<PublishOutcome> TellAsync(string person, Reply reply, CancellationToken cancellationToken) =>
        Task.FromResult<PublishOutcome>(new PublishOutcome.Sent(string.Empty));
}
