using System.Collections.Immutable;

namespace BriefingBot.Host.Discord.Interactions;

/// <summary>What Discord tells of something a person did (Discord R23 to R30), as far as the bot uses it. Untrusted but for the ids.</summary>
internal sealed record Interaction
{
    public required ulong Id { get; init; }

    public ulong ApplicationId { get; init; }

    public required InteractionType Type { get; init; }

    /// <summary>What others may ask alike; null where there is no such thing.</summary>
    public Question? Question { get; init; }

    /// <summary>The credential of the answer; empty where the answer goes back on the same request. Secret.</summary>
    public string Token { get; init; } = string.Empty;

    /// <summary>The server it happened in, or null.</summary>
    public ulong? GuildId { get; init; }

    /// <summary>The channel it happened in; 0 where Discord does not say.</summary>
    public ulong ChannelId { get; init; }

    /// <summary>Who did it, in a server or elsewhere (Discord R24).</summary>
    public ulong UserId { get; init; }

    /// <summary>What people call who did it; empty where <see cref="NeedsPerson"/> does not hold, since nobody else's name is asked for.</summary>
    public string UserName { get; init; } = string.Empty;

    /// <summary>The ids of the person's roles in the server; empty where <see cref="IsForCurators"/> does not hold.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Whether what is asked for may depend on who is a curator: one of their commands, its button or menu, or the list of all commands.</summary>
    public bool IsForCurators => Command is "help" or "curate" || Command.StartsWith("curate ", StringComparison.Ordinal)
        || CustomId.Contains("/curate ", StringComparison.Ordinal) || Value?.StartsWith("/curate ", StringComparison.Ordinal) is true;

    /// <summary>Whether who did it matters to what is done.</summary>
    public bool NeedsPerson => MayManage || IsForCurators || IsFlag;

    // Flags are counted by person.
    private bool IsFlag => Command is "flag" || CustomId.Contains("/flag ", StringComparison.Ordinal) || Value?.StartsWith("/flag ", StringComparison.Ordinal) is true;

    /// <summary>The rights of the person in that channel, as Discord's bits; 0 outside servers.</summary>
    public ulong Permissions { get; init; }

    /// <summary>Whether the person manages the server it happened in.</summary>
    public bool MayManage => GuildId is not null && (Permissions & (Permission.Administrator | Permission.ManageServer)) != 0;

    /// <summary>The command's name with those of its group and sub-command: <c>digest subscribe</c>.</summary>
    public string Command { get; init; } = string.Empty;

    /// <summary>The innermost options that have a value, by name; in a completion, what was typed so far.</summary>
    public ImmutableDictionary<string, string> Options { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The option that is being completed.</summary>
    public string? Focused { get; init; }

    /// <summary>The files that were given, by option; null for one that Discord says nothing more of (Discord R83).</summary>
    public ImmutableDictionary<string, Attachment?> Files { get; init; } = ImmutableDictionary<string, Attachment?>.Empty;

    /// <summary>The most bytes that Discord takes of one file here (Discord R84); 0 where it does not say.</summary>
    public ulong MostFileBytes { get; init; }

    /// <summary>What was filled into a form, by field (Discord R80).</summary>
    public ImmutableDictionary<string, string> Fields { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What was pressed or chosen in, or the form that was sent off.</summary>
    public string CustomId { get; init; } = string.Empty;

    /// <summary>The first value that was chosen in a select menu, or null.</summary>
    public string? Value { get; init; }

    /// <summary>Whether the pressed message is one that only this person sees.</summary>
    public bool IsOnPrivateMessage { get; init; }
}

/// <summary>A file on Discord's content network (Discord R83, R86): all of it claims.</summary>
/// <param name="Url">Signed, and so a secret of those who see the file: never logged.</param>
internal sealed record Attachment(string Name, ulong Size, string Url);

/// <summary>Kinds of interactions (Discord R23); others exist or will.</summary>
internal enum InteractionType
{
    Ping = 1,
    Command = 2,
    Component = 3,
    Completion = 4,
    ModalSubmit = 5,
}
