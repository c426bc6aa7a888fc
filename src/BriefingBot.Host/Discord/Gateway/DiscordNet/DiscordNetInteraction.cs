using System.Collections.Immutable;
using System.Globalization;
using BriefingBot.Host.Discord.Interactions;
using Discord.WebSocket;
using Attachment = BriefingBot.Host.Discord.Interactions.Attachment;
using Net = global::Discord;

namespace BriefingBot.Host.Discord.Gateway.DiscordNet;

/// <summary>Turns what Discord.Net makes of an interaction into ours.</summary>
internal static class DiscordNetInteraction
{
    /// <summary>Null for kinds that this bot does not offer.</summary>
    public static Interaction? Read(SocketInteraction interaction) => interaction switch
    {
        SocketSlashCommand command => Command(command),
        SocketAutocompleteInteraction completion => Common(completion) with
        {
            Command = string.Join(' ', completion.Data.Options.Where(option => IsGroup(option.Type)).Select(option => option.Name).Prepend(completion.Data.CommandName)),
            Options = Values(completion.Data.Options.Where(option => !IsGroup(option.Type)).Select(option => (option.Name, option.Value))),
            Focused = completion.Data.Current?.Name,
        },
        SocketMessageComponent component => Common(component) with
        {
            CustomId = component.Data.CustomId,
            Value = component.Data.Values?.FirstOrDefault(),
            IsOnPrivateMessage = component.Message?.Flags?.HasFlag(Net.MessageFlags.Ephemeral) ?? false,
        },
        SocketModal modal => Common(modal) with
        {
            CustomId = modal.Data.CustomId,
            Fields = Values(modal.Data.Components.Select(input => (input.CustomId, (object)input.Value))),
        },
        _ => null,
    };

    private static Interaction Command(SocketSlashCommand command)
    {
        var name = command.Data.Name;
        var options = command.Data.Options;
        while (options.FirstOrDefault(option => IsGroup(option.Type)) is { } group)
        {
            (name, options) = ($"{name} {group.Name}", group.Options);
        }

        return Common(command) with
        {
            Command = name,
            Options = Values(options.Where(option => option.Value is not Net.IAttachment).Select(option => (option.Name, option.Value))),
            Files = options.Where(option => option.Value is Net.IAttachment).DistinctBy(option => option.Name)
                .ToImmutableDictionary(option => option.Name, option => option.Value is Net.IAttachment file ? new Attachment(file.Filename, (ulong)file.Size, file.Url) : null),
        };
    }

    private static Interaction Common(SocketInteraction interaction) => new()
    {
        Id = interaction.Id,
        ApplicationId = interaction.ApplicationId,
        Type = (InteractionType)(int)interaction.Type,
        Token = interaction.Token,
        GuildId = interaction.GuildId,
        ChannelId = interaction.ChannelId ?? 0,
        UserId = interaction.User?.Id ?? 0,
        UserName = interaction.User is { } user ? user.GlobalName ?? user.Username ?? string.Empty : string.Empty,
        Roles = [.. ((interaction.User as Net.IGuildUser)?.RoleIds ?? []).Select(role => role.ToString(CultureInfo.InvariantCulture))],

        // Discord.Net keeps them to itself for servers that it has no list of, as here: then there are none.
        Permissions = (interaction.User as SocketGuildUser)?.GuildPermissions.RawValue ?? 0,
    };

    private static bool IsGroup(Net.ApplicationCommandOptionType type) =>
        type is Net.ApplicationCommandOptionType.SubCommand or Net.ApplicationCommandOptionType.SubCommandGroup;

    private static ImmutableDictionary<string, string> Values(IEnumerable<(string Name, object Value)> options) => options
        .Where(option => option.Value is not null)
        .DistinctBy(option => option.Name)
        .ToImmutableDictionary(option => option.Name, option => option.Value switch
        {
            bool flag => flag ? "true" : "false",
            Net.IEntity<ulong> entity => entity.Id.ToString(CultureInfo.InvariantCulture),
            var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
        });
}
