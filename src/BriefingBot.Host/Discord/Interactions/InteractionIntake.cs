namespace BriefingBot.Host.Discord.Interactions;

/// <summary>Takes in what the gateway received, with the answer where it is known.</summary>
internal sealed class InteractionIntake(KnownAnswers known, InteractionQueue queue)
{
    /// <inheritdoc cref="Gateway.InteractionReceived"/>
    public bool TryTake(ReadOnlySpan<byte> data, long received)
    {
        if (!InteractionHead.TryRead(data, out var head) || head.Id == 0)
        {
            return false;
        }

        if (known.Find(head, data) is { } answer)
        {
            queue.TryAdd(new() { Id = head.Id, Type = head.Type, Token = InteractionJson.TokenOf(head, data) }, received, answer);
            return true;
        }

        var isRead = InteractionJson.TryRead(head, data, withToken: true, out var interaction);
        if (isRead)
        {
            queue.TryAdd(interaction!, received);
        }

        return isRead;
    }
}
