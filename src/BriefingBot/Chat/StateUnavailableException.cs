namespace BriefingBot.Chat;

/// <summary>What must survive a restart cannot be read or written just now; it can be tried again later. The router answers it with <see cref="Refusal.StateUnavailable"/>.</summary>
/// <param name="kind">What kind of failure it was, as <see cref="Kind"/> has it; null where the type says it.</param>
public sealed class StateUnavailableException(Exception cause, string? kind = null) : Exception("The state store cannot be reached.", cause)
{
    /// <summary>For the log: types and codes alone, since messages may name the host, the user or what is in the connection string.</summary>
    public string Kind { get; } = kind ?? cause.GetType().Name;
}
