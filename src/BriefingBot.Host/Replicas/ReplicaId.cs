namespace BriefingBot.Host.Replicas;

/// <summary>Which of the replicas this process is, so that it knows its own notices.</summary>
internal sealed class ReplicaId
{
    public string Value { get; } = Guid.NewGuid().ToString("N");
}
