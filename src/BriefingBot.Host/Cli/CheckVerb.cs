using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BriefingBot.Authoring;
using BriefingBot.Documents;
using BriefingBot.Host.Content;

namespace BriefingBot.Host.Cli;

/// <summary><c>check [DIR] [--sources DIR] [--format text|json|github]</c>: every problem of every file, in one run.</summary>
internal static class CheckVerb
{
    private static readonly ProblemJson Json = new(new JsonSerializerOptions(ProblemJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static Command Create(string[] settings)
    {
        var directory = new Argument<string?>("DIR") { Arity = ArgumentArity.ZeroOrOne, Description = "A folder of topics, or one topic; else Briefings:Directory" };
        var sources = new Option<string?>("--sources") { Description = "The folder that holds the source documents", HelpName = "DIR" };
        var format = new Option<string>("--format") { Description = "How problems are printed", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "github");
        var verb = new Command("check", "Checks briefing files; exit 1 when there are problems") { directory, sources, format };
        verb.SetAction(parsed => Check(settings, parsed.GetValue(directory), parsed.GetValue(sources), parsed.GetValue(format)!));
        return verb;
    }

    private static int Check(string[] settings, string? directory, string? sources, string format)
    {
        foreach (var missing in new[] { directory, sources }.OfType<string>().Where(given => !Directory.Exists(given)))
        {
            Console.Error.WriteLine($"There is no folder {missing}. Name one that exists.");
            return BotCommandLine.WrongUsage;
        }

        // Which folders the settings name does not matter where both are given.
        using var services = directory is null ? TerminalServices.Create(settings) : TerminalServices.Build(settings, out _);
        if (services is null)
        {
            return BotCommandLine.NotDone;
        }

        var content = services.GetRequiredService<BriefingContent>();
        BriefingSet set;
        try
        {
            var documents = sources is not null ? SourceDocuments.Read(sources, mayBeShown: false) : directory is null ? content.Documents() : SourceDocuments.None;
            set = BriefingFolder.Load(directory ?? content.Directory, documents);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine("The folder of sources cannot be read; check its permissions.");
            return BotCommandLine.NotDone;
        }

        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory ?? content.Directory));
        var prefix = Path.GetRelativePath(Environment.CurrentDirectory, BriefingFolder.IsTopic(folder) ? Path.GetDirectoryName(folder)! : folder);
        var problems = content.Problems(set).Select(problem => problem with { File = Path.Combine(prefix, problem.File).Replace('\\', '/') }).ToList();
        Write(problems, set, folder, format);
        return problems.Count == 0 ? BotCommandLine.Done : BotCommandLine.NotDone;
    }

    private static void Write(List<Problem> problems, BriefingSet set, string folder, string format)
    {
        switch (format)
        {
            case "json":
                Console.WriteLine(JsonSerializer.Serialize(problems, Json.ListProblem));
                break;
            case "github":
                foreach (var problem in problems)
                {
                    Console.WriteLine($"::{(problem.Severity is Severity.Error ? "error" : "warning")} file={Property(problem.File)},line={problem.Line},col={problem.Column},title={problem.Code}::{Data(problem.Message)}");
                }

                break;
            default:
                problems.ForEach(Console.WriteLine);
                var topics = set.Catalogue.Topics.ToList();
                Console.WriteLine($"{Quantity.Of(problems.Count(problem => problem.Severity is Severity.Error), "error")}, " +
                    $"{Quantity.Of(problems.Count(problem => problem.Severity is Severity.Warning), "warning")}; " +
                    $"{Quantity.Of(topics.Count, "topic")} with {Quantity.Of(topics.Sum(topic => topic.Offered.Count()), "section")} can be shown from {folder}.");
                break;
        }
    }

    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(List<Problem>))]
internal sealed partial class ProblemJson : JsonSerializerContext;
