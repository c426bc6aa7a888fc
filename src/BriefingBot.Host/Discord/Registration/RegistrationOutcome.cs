namespace BriefingBot.Host.Discord.Registration;

/// <summary>What became of registering the commands.</summary>
internal abstract record RegistrationOutcome
{
    private RegistrationOutcome()
    {
    }

    /// <summary>Discord knew them all already, and nothing was sent.</summary>
    public sealed record Unchanged(int Count) : RegistrationOutcome;

    /// <summary>Discord knows other ones, and nothing was sent: only <see cref="CommandRegistration.CheckAsync"/> leaves it at that.</summary>
    /// <param name="Known">The commands that Discord knows, as it answered.</param>
    public sealed record Different(int Count, ReadOnlyMemory<byte> Known) : RegistrationOutcome;

    /// <summary>They replaced what Discord knew.</summary>
    public sealed record Registered(int Count) : RegistrationOutcome;

    /// <summary>Nothing was changed, or nobody knows.</summary>
    /// <param name="Sentence">What is wrong and what to do, for whoever runs the bot.</param>
    /// <param name="MayPass">Whether it may go by itself, since Discord could not be reached or did not say.</param>
    public sealed record Failed(string Sentence, bool MayPass) : RegistrationOutcome;
}
