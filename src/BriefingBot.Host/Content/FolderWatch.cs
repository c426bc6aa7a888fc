namespace BriefingBot.Host.Content;

/// <summary>
/// Asks the operating system to tell of changes in the briefings folder. It may fail (too many folders, a network mount,
/// a folder that is gone); then everything counts as changed once, and the scan finds the rest until it is armed again.
/// </summary>
internal sealed partial class FolderWatch(BriefingsOnDisk disk, ChangeNotices notices, ILogger logger) : IDisposable
{
    private FileSystemWatcher? watcher;
    private FileStamp? armedOn;
    private volatile bool hasFailed;
    private bool isFailureLogged;

    /// <summary>Watches the folder that is there now, if that is not what is done already.</summary>
    /// <returns>Whether the watch is new, so that changes before it were not told.</returns>
    public bool Arm()
    {
        var folder = FileStamp.Of(disk.Directory);

        // Whatever was done to the folder itself, it may be another one: its number alone does not tell, since the next folder gets it again.
        if (watcher is not null && !hasFailed && folder == armedOn)
        {
            return false;
        }

        watcher?.Dispose();
        watcher = null;
        hasFailed = false;
        if (folder is null)
        {
            return false;
        }

        FileSystemWatcher? next = null;
        try
        {
            next = new(disk.Directory)
            {
                IncludeSubdirectories = true,
                InternalBufferSize = 64 * 1024,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.Attributes,
            };
            next.Created += (_, change) => Note(change.FullPath);
            next.Changed += (_, change) => Note(change.FullPath);
            next.Deleted += (_, change) => Note(change.FullPath);
            next.Renamed += (_, change) =>
            {
                Note(change.OldFullPath);
                Note(change.FullPath);
            };
            next.Error += (_, error) => Fail(error.GetException());
            next.EnableRaisingEvents = true;
            (watcher, armedOn, next) = (next, folder, null);
            if (isFailureLogged && !hasFailed)
            {
                isFailureLogged = false;
                Log.Watching(logger, disk.Directory);
            }

            return true;
        }
        catch (Exception failure)
        {
            // Whatever keeps this machine from telling, the scan goes on.
            hasFailed = true;
            LogOnce(failure);
            return false;
        }
        finally
        {
            next?.Dispose();
        }
    }

    public void Dispose() => watcher?.Dispose();

    private void Note(string path)
    {
        if (disk.Locate(Path.GetRelativePath(disk.Directory, path)) is { } file)
        {
            notices.Note(file);
        }
    }

    private void Fail(Exception failure)
    {
        hasFailed = true;
        LogOnce(failure);
        notices.Note(BriefingFile.Everything);
    }

    private void LogOnce(Exception failure)
    {
        // Too many changes at once are looked for at once, and nothing is wrong.
        if (failure is not InternalBufferOverflowException && !Interlocked.Exchange(ref isFailureLogged, true))
        {
            Log.CannotWatch(logger, disk.Directory, failure.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Changes in {Directory} are not told by the operating system ({Reason}); they are found by looking, later. On Linux, raise fs.inotify.max_user_watches above the number of folders")]
        public static partial void CannotWatch(ILogger logger, string directory, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "Changes in {Directory} are told by the operating system again")]
        public static partial void Watching(ILogger logger, string directory);
    }
}
