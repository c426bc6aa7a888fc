using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BriefingBot.Chat;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;
using BriefingBot.Host.Storage;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Cli;

/// <summary>
/// <c>audit [--who] [--act] [--target] [--since] [--count] [--json]</c>: what administrators did, newest first; also while the bot
/// runs. It changes nothing.
/// </summary>
internal static class AuditVerb
{
    private const int Usual = 50;
    private const int LongestDetail = 300;

    private static readonly AuditJson Json = new(new JsonSerializerOptions(AuditJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static Command Create(string[] settings)
    {
        var who = new Option<string?>("--who") { Description = "Only of this person, by id or whole name, or of this server, as discord:ID" };
        var act = new Option<string?>("--act") { Description = "Only this act, or those that begin with these words: curate, \"curate rollback\"" };
        var target = new Option<string?>("--target") { Description = "Only on this topic, TOPIC/SECTION or flag" };
        var since = new Option<string?>("--since") { Description = "Only since then: 3d, 2w, monday, 2026-12-24, by UTC" };
        var count = new Option<int>("--count") { Description = "How many at most", DefaultValueFactory = _ => Usual };
        var json = new Option<bool>("--json") { Description = "The entries as JSON" };
        count.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0))
            {
                given.AddError("--count is a number from 1 on.");
            }
        });
        var verb = new Command("audit", "What administrators did and tried, newest first") { who, act, target, since, count, json };
        verb.SetAction((parsed, cancellationToken) => RunAsync(
            settings, new(parsed.GetValue(who), parsed.GetValue(act), parsed.GetValue(target)), parsed.GetValue(since), parsed.GetValue(count), parsed.GetValue(json), cancellationToken));
        return verb;
    }

    private static async Task<int> RunAsync(string[] settings, AuditFilter filter, string? since, int count, bool asJson, CancellationToken cancellationToken)
    {
        await using var services = TerminalServices.Create(settings, services => services.AddSingleton<StateStore>());
        if (services is null)
        {
            return BotCommandLine.NotDone;
        }

        if (since is not null)
        {
            filter = filter with { Since = PastTime.Parse(since, TimeZoneInfo.Utc, services.GetRequiredService<TimeProvider>().GetUtcNow()) };
            if (filter.Since is null)
            {
                await Console.Error.WriteLineAsync($"“{SafeText.Echo(since)}” is no time of the last ten years; write 3d, 2w, monday or 2026-10-24.");
                return BotCommandLine.WrongUsage;
            }
        }

        if (StateDatabase.Of(services.GetRequiredService<IOptions<StateOptions>>().Value.ConnectionString) is StateDatabase.Sqlite sqlite && !File.Exists(sqlite.Settings.DataSource))
        {
            await Console.Error.WriteLineAsync($"There is no state at “{SafeText.Echo(sqlite.Settings.DataSource, 200)}” yet; the bot makes it when it first runs. Name another by State:ConnectionString.");
            return BotCommandLine.NotDone;
        }

        try
        {
            var store = services.GetRequiredService<StateStore>();
            store.Attach();
            await WriteAsync(await new AuditLog(store).ReadAsync(filter, count, cancellationToken), asJson);
            return BotCommandLine.Done;
        }
        catch (StateUnavailableException)
        {
            await Console.Error.WriteLineAsync("The audit log cannot be read: the state store cannot be reached, or this version of the bot has never run on it. “doctor” looks at the connection.");
            return BotCommandLine.NotDone;
        }
    }

    private static async Task WriteAsync(ImmutableArray<AuditEntry> entries, bool asJson)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (asJson)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize([.. entries.Select(AuditLine.Of)], Json.ListAuditLine));
            return;
        }

        foreach (var entry in entries)
        {
            await Console.Out.WriteLineAsync(Line(entry));
        }

        if (entries.IsEmpty)
        {
            await Console.Error.WriteLineAsync("There is no such entry.");
        }
    }

    // What is untrusted cannot drive the terminal.
    private static string Line(AuditEntry entry)
    {
        var (name, id) = (SafeText.Echo(entry.Who.Person.Name), SafeText.Echo(entry.Who.Person.Id));
        var who = string.Join(' ', new[] { name, id.Length > 0 ? $"({id})" : string.Empty, "from", SafeText.Echo(entry.Who.Community) }.Where(part => part.Length > 0));
        return string.Join("  ", new[]
        {
            entry.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            AuditLine.InWords(entry.Outcome).PadRight(7),
            SafeText.Echo(entry.Act),
            SafeText.Echo(entry.Target, 200),
            who,
            SafeText.Echo(entry.Detail ?? string.Empty, LongestDetail),
        }.Where(part => part.Length > 0));
    }
}

/// <summary>An entry as programs read it. Fields are only ever added.</summary>
internal sealed record AuditLine(DateTimeOffset At, string Outcome, string Act, string Target, string Platform, string Community, string PersonId, string PersonName, string? Detail)
{
    public static AuditLine Of(AuditEntry entry) => new(
        entry.At, InWords(entry.Outcome), entry.Act, entry.Target, entry.Who.Platform, entry.Who.Community, entry.Who.Person.Id, entry.Who.Person.Name, entry.Detail);

    public static string InWords(AuditOutcome outcome) => outcome.ToString().ToLowerInvariant();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(List<AuditLine>))]
internal sealed partial class AuditJson : JsonSerializerContext;
