using System.CommandLine;
using System.Text;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Documents;
using BriefingBot.Host.Content;

namespace BriefingBot.Host.Cli;

/// <summary>
/// <c>pin TOPIC --sources DIR</c>: reads the documents once and writes the lock. Where a document changed under
/// citations, it says which, and writes nothing until <c>--accept</c> says that they were looked at.
/// </summary>
internal static class PinVerb
{
    public static Command Create(string[] settings)
    {
        var topic = new Argument<string>("TOPIC") { Description = "The topic's folder name" };
        var sources = new Option<string>("--sources") { Description = "The folder that holds the source documents", HelpName = "DIR", Required = true };
        var accept = new Option<bool>("--accept") { Description = "Write the lock even where citations will point at other words than before" };
        var verb = new Command("pin", "Records the outline and fingerprints of a topic's sources in its lock") { topic, sources, accept };
        verb.SetAction(parsed => Pin(settings, parsed.GetValue(topic)!, parsed.GetValue(sources)!, parsed.GetValue(accept)));
        return verb;
    }

    private static int Pin(string[] settings, string topic, string sources, bool accept)
    {
        if (!Directory.Exists(sources))
        {
            Console.Error.WriteLine($"There is no folder {sources}. Name the one that holds the documents.");
            return BotCommandLine.WrongUsage;
        }

        using var services = TerminalServices.Create(settings);
        if (services is null)
        {
            return BotCommandLine.NotDone;
        }

        var directory = services.GetRequiredService<BriefingContent>().Directory;
        try
        {
            var documents = SourceDocuments.Read(sources, mayBeShown: false);
            var set = BriefingFolder.Load(directory, SourceDocuments.None);
            if (set.Pin(topic, documents) is { } pinning)
            {
                return Write(pinning, Path.Combine(directory, topic), accept);
            }

            var nearest = NearestNames.Of(topic, set.TopicFolders, 1) is [var name] ? $" Did you mean “{name}”?" : string.Empty;
            Console.Error.WriteLine($"There is no topic folder “{SafeText.Echo(topic)}” in {directory}.{nearest}");
            return BotCommandLine.NotDone;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine("The documents cannot be read, or the lock cannot be written; check the folders' permissions and free space.");
            return BotCommandLine.NotDone;
        }
    }

    private static int Write(Pinning pinning, string folder, bool accept)
    {
        foreach (var (sourceId, file) in pinning.Missing)
        {
            Console.Error.WriteLine(file is null
                ? $"The source “{sourceId}” names no document; add “custom: {{file: NAME}}” to its record in sources.yaml."
                : $"The document {file} of the source “{sourceId}” is not in the folder of sources, or cannot be read there; {SourceDocuments.WhatIsRead}. Put it there, or correct “custom: file”.");
        }

        foreach (var lost in pinning.Lost)
        {
            Console.Error.WriteLine(lost with { File = $"{Path.GetRelativePath(Environment.CurrentDirectory, Path.GetDirectoryName(folder)!)}/{lost.File}" });
        }

        if (pinning.Lock is null || pinning.Lock.Sources.IsEmpty)
        {
            Console.Error.WriteLine(pinning.Missing.IsEmpty
                ? "Nothing was written, because sources.yaml describes no source; “check” says what is wrong with it."
                : "Nothing was written, because not every document is here.");
            return BotCommandLine.NotDone;
        }

        if (pinning.Lost.Length > 0 && !accept)
        {
            Console.Error.WriteLine("Nothing was written: the citations above would point at other words. Correct them in the section files, then run this again with --accept.");
            return BotCommandLine.NotDone;
        }

        var path = Path.Combine(folder, SourceLock.FileName);
        // Under a name that nobody can have laid a link at.
        var temporary = Path.Combine(folder, $".{Path.GetRandomFileName()}.tmp");
        using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(pinning.Lock.ToJson()));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        foreach (var source in pinning.Lock.Sources)
        {
            Console.WriteLine($"{source.Id}: {Quantity.Of(source.Sections.Length - 1, "heading")}, {Quantity.Of(source.Places().Count(), "paragraph")} of {source.File}");
        }

        Console.WriteLine($"Written to {path}. “check” says whether every citation leads somewhere.");
        return BotCommandLine.Done;
    }
}
