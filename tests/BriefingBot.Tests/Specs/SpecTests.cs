using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BriefingBot.Chat;
using BriefingBot.Documents;
using BriefingBot.Host.Cli;
using BriefingBot.Host.WebChat;
using BriefingBot.Tests.Chat;
using BriefingBot.Tests.Discord;
using Spectre.Console;
using Paragraph = BriefingBot.Documents.Paragraph;
using Text = BriefingBot.Documents.Text;

namespace BriefingBot.Tests.Specs;

/// <summary>
/// Runs the documents of this folder. Under a heading stand files (<c>file PATH</c>, <c>document NAME</c>,
/// <c>without PATH</c>) and what must come of them: <c>problems</c>, or what a command answers as <c>text</c>,
/// <c>html</c>, <c>json</c>, <c>terminal</c> or <c>discord</c>. Files under “Given” hold for the whole document. With WRITE_SPECS=1 the
/// expected blocks are written anew, to be read in the difference. <c>/moment</c> is a command of these tests alone.
/// </summary>
public sealed partial class SpecTests
{
    public static TheoryData<string, string> Examples()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Directory.EnumerateFiles(SourceFolder, "*.md").Order(StringComparer.Ordinal))
        {
            foreach (var example in SpecDocument.Read(file).Examples)
            {
                data.Add(Path.GetFileName(file), example.Heading);
            }
        }

        return data;
    }

    private static string SourceFolder => Path.Combine(Repository.Root, "tests", "BriefingBot.Tests", "Specs");

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task TheDocumentSaysWhatHappens(string file, string heading)
    {
        var path = Path.Combine(SourceFolder, file);
        var document = SpecDocument.Read(path);
        var example = document.Examples.Single(example => example.Heading == heading);
        using var folder = new TestFolder();
        foreach (var block in document.Given.Concat(example.Blocks))
        {
            Arrange(folder, block);
        }

        PinTopics(folder, example);
        var expectations = example.Blocks.Where(block => block.IsExpectation).ToList();
        Assert.NotEmpty(expectations);
        foreach (var expected in expectations)
        {
            var actual = Normal(await ActualAsync(folder, expected));
            if (Environment.GetEnvironmentVariable("WRITE_SPECS") is "1")
            {
                SpecDocument.Rewrite(path, heading, expected, actual);
            }
            else
            {
                Assert.Equal(Normal(expected.Content), actual);
            }
        }
    }

    private static void Arrange(TestFolder folder, SpecBlock block)
    {
        switch (block.Kind)
        {
            case "file":
                folder.Write(block.Argument, block.Content);
                break;
            case "document":
                folder.WriteSource(block.Argument, block.Content);
                break;
            case "without":
                folder.Delete(block.Argument);
                break;
        }
    }

    // Every topic is pinned as it stands, unless the example is about the lock.
    private static void PinTopics(TestFolder folder, SpecExample example)
    {
        foreach (var topic in Directory.EnumerateDirectories(folder.Briefings).Select(directory => Path.GetFileName(directory)))
        {
            var path = $"{topic}/sources.lock.json";
            if (example.Blocks.Any(block => block.Argument == path))
            {
                continue;
            }

            if (folder.Load().Pin(topic, folder.Documents())?.Lock is { } locked)
            {
                folder.Write(path, locked.ToJson());
            }
        }
    }

    private static async Task<string> ActualAsync(TestFolder folder, SpecBlock expected)
    {
        if (expected.Kind is "problems")
        {
            return string.Join('\n', folder.Problems());
        }

        using var chat = new TestChat(folder.Load().Catalogue, more: TestCommand.Named("moment", _ => Task.FromResult(new Reply([Paragraph.Of(
            new Text("Next: "), new Moment(new(2026, 11, 30, 7, 0, 0, TimeSpan.Zero), "Europe/Berlin"), new Text("."))]))));
        var reply = await chat.AskAsync(expected.Argument);
        return expected.Kind switch
        {
            "text" => PlainText.Render(reply.Blocks),
            "html" => EndOfBlock().Replace(HtmlRenderer.Render(reply, "r").ToString(), "$1\n"),
            "json" => Indented(ReplyJson.Serialize(reply)),
            "discord" => Shown.Of(reply).ToString(),
            _ => InTerminal(reply),
        };
    }

    private static string Indented(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document, new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static string InTerminal(Reply reply)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 60;
        TerminalRenderer.Write(reply, console);
        return text.ToString();
    }

    private static string Normal(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())).Trim('\n');

    [GeneratedRegex("(</(?:p|h2|h3|li|ul|ol|section|label|option|button)>)")]
    private static partial Regex EndOfBlock();
}

/// <summary>A specification: files that are given, and examples.</summary>
internal sealed record SpecDocument(IReadOnlyList<SpecBlock> Given, IReadOnlyList<SpecExample> Examples)
{
    private const string Fence = "````";

    public static SpecDocument Read(string path)
    {
        var sections = new List<SpecExample>();
        var lines = File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("## ", StringComparison.Ordinal))
            {
                sections.Add(new(lines[i][3..].Trim(), []));
            }
            else if (lines[i].StartsWith(Fence, StringComparison.Ordinal))
            {
                var info = lines[i][Fence.Length..].Trim().Split(' ', 2);
                var start = i + 1;
                while (lines[++i] != Fence)
                {
                }

                sections[^1].Blocks.Add(new(info[0], info.Length > 1 ? info[1] : string.Empty, string.Concat(lines[start..i].Select(line => line + "\n"))));
            }
        }

        return new(sections.Single(section => section.Heading is "Given").Blocks, [.. sections.Where(section => section.Heading is not "Given")]);
    }

    public static void Rewrite(string path, string heading, SpecBlock block, string content)
    {
        var text = File.ReadAllText(path);
        var head = $"{Fence}{block.Kind} {block.Argument}".TrimEnd() + "\n";
        var start = text.IndexOf(head + block.Content + Fence, text.IndexOf($"## {heading}\n", StringComparison.Ordinal), StringComparison.Ordinal) + head.Length;
        var rewritten = string.Concat(text.AsSpan(0, start), content, content.Length > 0 ? "\n" : string.Empty, text.AsSpan(start + block.Content.Length));
        File.WriteAllText(path, rewritten, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}

internal sealed record SpecExample(string Heading, List<SpecBlock> Blocks);

internal sealed record SpecBlock(string Kind, string Argument, string Content)
{
    public bool IsExpectation => Kind is "problems" or "text" or "html" or "json" or "terminal" or "discord";
}
