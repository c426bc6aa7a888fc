using System.CommandLine;

namespace BriefingBot.Host.Cli;

/// <summary>
/// The terminal: without a verb the bot runs; with one, it does that and ends. Exit codes: 0 done, 1 not found or
/// problems found, 2 wrong usage.
/// </summary>
internal static class BotCommandLine
{
    public const int Done = 0;
    public const int NotDone = 1;
    public const int WrongUsage = 2;

    public static Task<int> RunAsync(string[] args)
    {
        var (settings, rest) = TakeSettings(args);
        return rest.Length == 0 ? RunVerb.RunAsync(settings) : RunVerbAsync(settings, rest);
    }

    // Apart, so that a start without a verb loads no parser of verbs.
    private static async Task<int> RunVerbAsync(string[] settings, string[] rest)
    {
        var root = new RootCommand("Answers short, cited briefings in chat. Without a verb the bot runs, with a chat page in the browser. " +
            "Settings: appsettings.json, then the environment (Briefings__Directory=…), then --Briefings:Directory=… and --urls.");
        foreach (var verb in AskVerbs.Create(settings))
        {
            root.Subcommands.Add(verb);
        }

        root.Subcommands.Add(CheckVerb.Create(settings));
        root.Subcommands.Add(PinVerb.Create(settings));
        root.Subcommands.Add(SchemaVerb.Create());
        root.Subcommands.Add(DiscordVerb.Create(settings));
        root.Subcommands.Add(DoctorVerb.Create(settings));
        root.Subcommands.Add(AuditVerb.Create(settings));
        root.SetAction((_, _) => RunVerb.RunAsync(settings));

        // Who pastes a command from the chat means the verb.
        rest[0] = rest[0].TrimStart('/');
        rest[0] = rest[0] is "help" ? "--help" : rest[0];
        var parsed = root.Parse(rest, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count == 0)
        {
            return await parsed.InvokeAsync();
        }

        foreach (var error in parsed.Errors)
        {
            await Console.Error.WriteLineAsync(error.Message);
        }

        await Console.Error.WriteLineAsync("All verbs and options are listed by --help.");
        return WrongUsage;
    }

    // What has a colon in its name is a setting, and so is --urls, as everywhere in ASP.NET Core.
    private static (string[] Settings, string[] Others) TakeSettings(string[] args)
    {
        var (settings, rest) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i].Split('=')[0];
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || !(name is "--urls" || name.Contains(':', StringComparison.Ordinal)))
            {
                rest.Add(args[i]);
                continue;
            }

            settings.Add(args[i].Contains('=', StringComparison.Ordinal) || i + 1 == args.Length ? args[i] : $"{name}={args[++i]}");
        }

        return ([.. settings], [.. rest]);
    }
}
