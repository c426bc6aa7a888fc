using System.CommandLine;
using BriefingBot.Authoring;
using BriefingBot.Documents;
using BriefingBot.Host.Content;
using BriefingBot.Host.Discord;
using BriefingBot.Host.Discord.Examination;
using BriefingBot.Host.Storage;
using BriefingBot.Host.WebChat;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Cli;

/// <summary><c>doctor</c>: looks at everything the bot needs on this machine, asks Discord where it is set up; says what is there, what is missing, and what to do.</summary>
internal static class DoctorVerb
{
    // tzdata has some 400 places.
    private const int FewestZones = 100;

    public static Command Create(string[] settings)
    {
        var verb = new Command("doctor", "Looks at settings, content, this machine and how the bot stands on Discord; exit 1 when something is missing");
        verb.SetAction((_, cancellationToken) => ExamineAsync(settings, cancellationToken));
        return verb;
    }

    private static async Task<int> ExamineAsync(string[] settings, CancellationToken cancellationToken)
    {
        await using var services = TerminalServices.Build(settings, out var failures, DiscordServices.AddVerbs);
        var healthy = true;
        foreach (var failure in failures)
        {
            healthy &= Report(false, "settings", failure);
        }

        if (failures.Count == 0)
        {
            Report(true, "settings", "all values are valid");
            healthy &= Content(services);
            WebChat(services);
            healthy &= await StateAsync(services, cancellationToken);
        }

        healthy &= Search();
        healthy &= TimeZones();
        if (failures.Count == 0)
        {
            healthy &= await AskDiscordAsync(services, cancellationToken);
        }

        return healthy ? BotCommandLine.Done : BotCommandLine.NotDone;
    }

    private static bool Content(IServiceProvider services)
    {
        var content = services.GetRequiredService<BriefingContent>();
        BriefingSet set;
        try
        {
            set = content.Load();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Report(false, "sources", "the folder cannot be read; give the bot the right to, or leave Sources:Directory empty");
        }

        var topics = set.Catalogue.Topics.ToList();
        var problems = content.Problems(set);
        var shown = Report(topics.Count > 0, "briefings", topics.Count > 0
            ? $"{Quantity.Of(topics.Count, "topic")} with {Quantity.Of(topics.Sum(topic => topic.Offered.Count()), "section")} in {content.Directory}"
            : $"no topic in {content.Directory} can be shown; write one, or see “check”");
        return shown & Report(problems.Count == 0, "check", problems.Count == 0
            ? "no problems in any file"
            : $"{Quantity.Of(problems.Count, "problem")}; “check” lists each with its place");
    }

    private static void WebChat(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<WebChatOptions>>().Value;
        Report(true, "chat page", !options.IsEnabled ? "switched off by WebChat:Enabled"
            : options.AllowedHostList.Count == 0 ? "for this machine only"
            : $"open to whoever reaches it as {string.Join(", ", options.AllowedHostList)}; it has no log-in");
    }

    private static async Task<bool> StateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var (isThere, sentence) = await StateExamination.ExamineAsync(StateDatabase.Of(services.GetRequiredService<IOptions<StateOptions>>().Value.ConnectionString)!, cancellationToken);
        return Report(isThere, "state", sentence);
    }

    private static bool TimeZones()
    {
        var count = TimeZoneInfo.GetSystemTimeZones().Count;
        return Report(count >= FewestZones, "time zones", count >= FewestZones
            ? $"{Quantity.Of(count, "place")} for digests"
            : "this machine knows next to none, so that digests have no local hours; install tzdata");
    }

    private static bool Search()
    {
        try
        {
            using var connection = new SqliteConnection("Data Source=:memory:");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "create virtual table probe using fts5(text)";
            command.ExecuteNonQuery();
            return Report(true, "search", $"SQLite {connection.ServerVersion} with FTS5");
        }
        catch (Exception failure) when (failure is SqliteException or DllNotFoundException or TypeInitializationException)
        {
            return Report(false, "search", "the native SQLite library does not load here; publish the bot for this machine's runtime (-r linux-x64 or linux-arm64)");
        }
    }

    private static async Task<bool> AskDiscordAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!services.GetRequiredService<IOptions<DiscordOptions>>().Value.IsOn)
        {
            return Report(true, "Discord", "off, nothing of it is set");
        }

        var healthy = true;
        foreach (var finding in await services.GetRequiredService<DiscordExamination>().ExamineAsync(cancellationToken))
        {
            healthy &= Report(finding.IsThere, finding.What, finding.Sentence);
        }

        return healthy;
    }

    private static bool Report(bool isThere, string what, string sentence)
    {
        Console.WriteLine($"{(isThere ? "have   " : "missing")}  {what}: {sentence}");
        return isThere;
    }
}
