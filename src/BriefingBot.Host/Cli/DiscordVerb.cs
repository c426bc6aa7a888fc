using System.CommandLine;
using BriefingBot.Documents;
using BriefingBot.Host.Discord;
using BriefingBot.Host.Discord.Registration;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Cli;

/// <summary><c>discord</c>: what is done once to have the bot on Discord.</summary>
internal static class DiscordVerb
{
    public static Command Create(string[] settings)
    {
        var register = new Command("register", "Registers the commands now, if Discord knows others; the bot does it too when it starts");
        register.SetAction((_, cancellationToken) => RegisterAsync(settings, cancellationToken));
        var invite = new Command("invite", "Prints the link that brings the bot into a server, and what each right in it is for");
        invite.SetAction(_ => Invite(settings));
        return new Command("discord", "Sets the bot up on Discord") { register, invite };
    }

    private static async Task<int> RegisterAsync(string[] settings, CancellationToken cancellationToken)
    {
        await using var services = TerminalServices.Create(settings, DiscordServices.AddVerbs);
        if (services is null)
        {
            return BotCommandLine.NotDone;
        }

        var options = services.GetRequiredService<IOptions<DiscordOptions>>().Value;
        if (!options.IsOn)
        {
            return Fail("Discord is not set up; set Discord:Token and Discord:ApplicationId, in the environment as Discord__Token and Discord__ApplicationId.");
        }

        var place = options.GuildId.Length == 0 ? "for all servers" : $"for server {options.GuildId} alone";
        return await services.GetRequiredService<CommandRegistration>().EnsureAsync(cancellationToken) switch
        {
            RegistrationOutcome.Unchanged unchanged => Say($"Discord knows all {Quantity.Of(unchanged.Count, "command")} {place} already; nothing was changed."),
            RegistrationOutcome.Registered registered => Say($"{Quantity.Of(registered.Count, "command")} registered {place}."),
            RegistrationOutcome.Failed failed => Fail(failed.Sentence),
            _ => throw new InvalidOperationException("Commands that differ were not registered."),
        };
    }

    // Needs no token, so that an administrator of a server can be sent the link before the bot is set up.
    private static int Invite(string[] settings)
    {
        if (TerminalServices.ReadSettings(settings) is not { } configuration)
        {
            return Fail(BotServices.UnreadableSettings);
        }

        var id = configuration.GetSection(DiscordOptions.Section)[nameof(DiscordOptions.ApplicationId)]?.Trim() ?? string.Empty;
        if (id.Length == 0)
        {
            return Fail("Discord:ApplicationId is not set; copy the application's ID from its page “General Information” into the environment as Discord__ApplicationId.");
        }

        if (DiscordOptionsValidator.ApplicationId(id) is { } problem)
        {
            return Fail(problem);
        }

        Console.WriteLine(BotInvite.Url(id));
        Console.WriteLine();
        Console.WriteLine("Whoever may manage a server opens this link to bring the bot in, with its commands and these rights:");
        foreach (var permission in BotInvite.Permissions)
        {
            Console.WriteLine($"  {permission.Name}: to {permission.Purpose}");
        }

        return Say("It asks for nothing else: it does not read what people write, and it manages nothing.");
    }

    private static int Say(string sentence)
    {
        Console.WriteLine(sentence);
        return BotCommandLine.Done;
    }

    private static int Fail(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return BotCommandLine.NotDone;
    }
}
