using System.Runtime.Versioning;

namespace BriefingBot.Tests.Host;

/// <summary>
/// Files that the bot may not read. Root may read everything, so under root the program is run as nobody, from a copy
/// that nobody can read.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class PermissionTests : IDisposable
{
    private const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
    private const UnixFileMode RootOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly bool IsRoot = Environment.UserName == "root";

    private readonly TestFolder folder = TestFolder.WithTea();
    private readonly DirectoryInfo program = Directory.CreateTempSubdirectory("briefingbot-program-");

    public void Dispose()
    {
        Allow("coffee");
        Allow("tea/trade.md");
        folder.Dispose();
        program.Delete(recursive: true);
    }

    [UnixFact]
    public async Task AFolderOrFileWithoutPermissionIsAProblemAndTheOthersAreServed()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder.Briefings, "tea")))
        {
            folder.WriteBytes($"coffee/{Path.GetFileName(file)}", await File.ReadAllBytesAsync(file));
        }

        Directory.GetParent(folder.Briefings)!.UnixFileMode = Open;
        Forbid("coffee");
        Forbid("tea/trade.md");
        var run = IsRoot
            ? await ProgramRun.OfAsync("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "dotnet", CopyForNobody(), "check", folder.Briefings], "/")
            : await ProgramRun.OfAsync("dotnet", [ProgramRun.Program, "check", folder.Briefings], "/");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("coffee/:1:1: error unreadable The bot has no permission to read this folder; give it the right to.", run.Output, StringComparison.Ordinal);
        Assert.Contains("tea/trade.md:1:1: error unreadable The bot has no permission to read this file; give it the right to.", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 topic with 1 section can be shown from", run.Output, StringComparison.Ordinal);
    }

    private void Forbid(string path) => SetMode(path, IsRoot ? RootOnly : UnixFileMode.None);

    private void Allow(string path) => SetMode(path, Open);

    private void SetMode(string path, UnixFileMode mode)
    {
        var full = Path.Combine(folder.Briefings, path);
        if (Path.Exists(full))
        {
            File.SetUnixFileMode(full, mode);
        }
    }

    private string CopyForNobody()
    {
        program.UnixFileMode = Open;
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory).Where(file => Path.GetExtension(file) is ".dll" or ".json"))
        {
            File.Copy(file, Path.Combine(program.FullName, Path.GetFileName(file)));
        }

        return Path.Combine(program.FullName, Path.GetFileName(ProgramRun.Program));
    }
}
