using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace BriefingBot.Tests.Host;

/// <summary>The program as a process: verbs, output, exit codes.</summary>
public sealed class TerminalTests
{
    [Fact]
    public async Task BriefPrintsTheCardInPlainTextWhereThereIsNoTerminal()
    {
        var run = await RunAsync("brief", "china-nk", "economics");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("Economic ties\nReviewed 21 November 2026", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001B', run.Output);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData(0, "topics")]
    [InlineData(0, "search", "sanctions", "trade")]
    [InlineData(0, "sources", "china-nk")]
    [InlineData(0, "brief", "china nk", "Economic ties")]
    [InlineData(0, "doctor")]
    [InlineData(0, "schema")]
    [InlineData(0, "--help")]
    [InlineData(0, "--version")]
    [InlineData(1, "brief", "mars")]
    [InlineData(1, "search", "xyzzy")]
    [InlineData(2, "brief")]
    [InlineData(2, "search")]
    [InlineData(2, "breif")]
    [InlineData(2, "check", "--format", "xml")]
    [InlineData(2, "check", "/no/such/folder")]
    [InlineData(2, "pin", "china-nk")]
    [InlineData(2, "topics", "--nonsense")]
    [InlineData(1, "topics", "--Chat:DefaultAudience=nobody")]
    public async Task TheExitCodeTellsHowItEnded(int exitCode, params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.NotEmpty(exitCode == 0 ? run.Output : run.Error);
        Assert.Empty(exitCode == 0 ? run.Error : run.Output);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonIsTheSameAsOverHttp()
    {
        var run = await RunAsync("brief", "china-nk", "economics", "--json");
        using var reply = JsonDocument.Parse(run.Output);

        Assert.Equal("done", reply.RootElement.GetProperty("outcome").GetString());
        Assert.Equal("title", reply.RootElement.GetProperty("blocks")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task TheSchemaKnowsEveryFieldOfAShippedSection()
    {
        using var schema = JsonDocument.Parse((await RunAsync("schema")).Output);
        var properties = schema.RootElement.GetProperty("properties").EnumerateObject().Select(property => property.Name).ToList();
        var fields = File.ReadLines(Path.Combine(Repository.Briefings, "china-nk", "economics.md")).Skip(1).TakeWhile(line => line != "---").Select(line => line.Split(':')[0]);

        Assert.All(fields, field => Assert.Contains(field, properties));
    }

    [Fact]
    public async Task CheckNamesPlacesThatAnEditorCanOpen()
    {
        using var folder = TestFolder.WithTea();
        folder.Write("tea/plant.md", TestFolder.Section("The plant", "Tea, it is said, is 100% leaves."));
        var message = "“Tea, it is said, is 100% leaves.” cites nothing; add [@source, sec. 3, para. 1] before its full stop.";

        var text = await RunAsync(["check", "briefings"], Path.GetDirectoryName(folder.Briefings)!);
        Assert.Equal(1, text.ExitCode);
        Assert.Equal($"briefings/tea/plant.md:10:1: error uncited-sentence {message}\n1 error, 0 warnings; 1 topic with 1 section can be shown from {folder.Briefings}.\n", text.Output);

        var github = await RunAsync(["check", "briefings", "--format", "github"], Path.GetDirectoryName(folder.Briefings)!);
        Assert.Equal($"::error file=briefings/tea/plant.md,line=10,col=1,title=uncited-sentence::{message.Replace("%", "%25", StringComparison.Ordinal)}\n", github.Output);

        var json = await RunAsync(["check", "briefings", "--format", "json"], Path.GetDirectoryName(folder.Briefings)!);
        using var problems = JsonDocument.Parse(json.Output);
        Assert.Equal(message, problems.RootElement[0].GetProperty("message").GetString());

        var topic = await RunAsync(["check", "briefings/tea/"], Path.GetDirectoryName(folder.Briefings)!);
        Assert.Equal(text.Output.Split('\n')[0], topic.Output.Split('\n')[0]);
    }

    [Fact]
    public async Task PinWritesNothingWhileCitationsWouldPointAtOtherWords()
    {
        using var folder = TestFolder.WithTea();
        var locked = Path.Combine(folder.Briefings, "tea", "sources.lock.json");
        var before = await File.ReadAllTextAsync(locked);
        folder.WriteSource("leaves.txt", "What tea is\n\nSomething else entirely.\nIt is drunk hot in most places.\n\nTrade in tea\n\nShips carried tea around the world.\n");
        string[] pin = ["pin", "tea", "--sources", folder.Sources, $"--Briefings:Directory={folder.Briefings}"];

        var refused = await RunAsync(pin);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("briefings/tea/plant.md:10:32: warning passage-unpinned", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(locked));

        var accepted = await RunAsync([.. pin, "--accept"]);
        Assert.Equal(0, accepted.ExitCode);
        Assert.StartsWith("leaves: 2 headings, 3 paragraphs of leaves.txt\n", accepted.Output, StringComparison.Ordinal);
        Assert.Empty(folder.Problems(folder.Documents()));
    }

    [UnixFact]
    public async Task PinWritesThroughNoLink()
    {
        using var folder = TestFolder.WithTea();
        var victim = Path.Combine(folder.Sources, "victim");
        await File.WriteAllTextAsync(victim, "untouched");
        File.CreateSymbolicLink(Path.Combine(folder.Briefings, "tea", "sources.lock.json.tmp"), victim);
        var run = await RunAsync("pin", "tea", "--sources", folder.Sources, $"--Briefings:Directory={folder.Briefings}");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("untouched", await File.ReadAllTextAsync(victim));
    }

    [Theory]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://127.0.0.1:-1")]
    [InlineData("nonsense")]
    [InlineData("localhost:5390")]
    [InlineData("http://192.0.2.1:5080")]
    public async Task AnAddressThatCannotBeListenedOnIsOneSentence(string url)
    {
        var run = await RunAsync("--urls", url);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"The address “{url}” cannot be listened on", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error + run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpIsAVerbToo()
    {
        var run = await RunAsync("/help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("brief", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWordThatBeginsWithAnAtSignIsAWord()
    {
        var run = await RunAsync("brief", "@/etc/hostname");

        Assert.StartsWith("There is no topic “@/etc/hostname”.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../tea")]
    [InlineData("coffee")]
    public async Task PinTakesTheNameOfATopicAndNoPath(string topic)
    {
        using var folder = TestFolder.WithTea();
        var run = await RunAsync("pin", topic, "--sources", folder.Sources, $"--Briefings:Directory={folder.Briefings}");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"There is no topic folder “{topic}”", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheBotDoesNotStartWithWrongSettingsAndSaysAllOfThem()
    {
        var run = await RunAsync("--Chat:DefaultAudience=everyone", "--WebChat:Enabled=maybe");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("BriefingBot cannot start:\n- Chat:DefaultAudience is “everyone”; write private or channel.\n- WebChat:Enabled is “maybe”; write true or false.\n", run.Error);
    }

    [Theory]
    [InlineData(null)]
    // With one thread for everything, what the host has started has not run yet when the start fails.
    [InlineData("1")]
    public async Task AnAddressThatIsTakenIsOneSentence(string? threads)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        var run = await ProgramRun.OfAsync("dotnet", [ProgramRun.Program, "--urls", url], Repository.Root, new() { ["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = threads });

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"The address “{url}” is in use by another program.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error + run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingToServeAtTheStartIsFatalAndSaysWhy()
    {
        using var folder = new TestFolder();
        folder.Write("tea/topic.yaml", "title: Tea\n");
        var run = await RunAsync("--urls", "http://127.0.0.1:0", $"--Briefings:Directory={folder.Briefings}");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("tea/topic.yaml:1:1: error missing-field The field “summary” is missing", run.Output, StringComparison.Ordinal);
        Assert.Contains("There is nothing to serve in", run.Output, StringComparison.Ordinal);
    }

    private static Task<ProgramRun> RunAsync(params string[] arguments) => RunAsync(arguments, Repository.Root);

    private static Task<ProgramRun> RunAsync(string[] arguments, string folder) => ProgramRun.OfAsync("dotnet", [ProgramRun.Program, .. arguments], folder);
}
