using BriefingBot.Host.Cli;

return await BotCommandLine.RunAsync(args);
