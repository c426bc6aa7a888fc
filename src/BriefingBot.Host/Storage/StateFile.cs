using BriefingBot.Documents;

namespace BriefingBot.Host.Storage;

/// <summary>Keeps SQLite's file for one process: another one would run again what this one is running.</summary>
internal sealed class StateFile : IDisposable
{
    private readonly FileStream held;

    private StateFile(FileStream held) => this.held = held;

    /// <summary>Makes the folder and the file where they are missing, and holds a lock beside the file until it is disposed or the process ends.</summary>
    /// <exception cref="StateRefusedException">Another process holds it, or the folder cannot be written.</exception>
    public static StateFile Hold(string path)
    {
        FileStream? file = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            file = Open(path + ".lock", FileShare.None);

            // SQLite gives the files that it puts beside it the same rights.
            Open(path, FileShare.ReadWrite).Dispose();
            return new(file);
        }
        catch (UnauthorizedAccessException failure)
        {
            file?.Dispose();
            throw NotWritable(path, failure);
        }
        catch (IOException failure)
        {
            file?.Dispose();
            throw file is null && File.Exists(path + ".lock") && failure is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException)
                ? new StateRefusedException(
                    $"Another process is using “{SafeText.Echo(path, 200)}”; a SQLite file serves one process. End that one, or give this one another file by State:ConnectionString, or use PostgreSQL for several.", failure)
                : NotWritable(path, failure);
        }
    }

    public void Dispose() => held.Dispose();

    private static StateRefusedException NotWritable(string path, Exception failure) => new(
        $"The state file “{SafeText.Echo(path, 200)}” cannot be written. Give the bot the right to write that folder, or name another file by State:ConnectionString=Data Source=….", failure);

    private static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
