namespace BriefingBot.Host.Content;

/// <summary>
/// Keeps other processes that share the folder from saving a section at the same moment, by a file beside it that nobody
/// reads. It ends with the process; where a network mount knows no locks, the check before the rename is what is left.
/// </summary>
internal sealed class SectionLock : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly string name;
    private readonly FileStream held;

    private SectionLock(string name, FileStream held) => (this.name, this.held) = (name, held);

    /// <summary>Waits for the others; null where that takes too long, also for a lock that another user of this machine has.</summary>
    /// <param name="path">The section's file, there or not.</param>
    /// <exception cref="IOException">The folder is not there, or cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor may it be.</exception>
    public static async Task<SectionLock?> TakeAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        var (name, start) = (Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.saving.lock"), time.GetTimestamp());
        while (true)
        {
            try
            {
                var file = new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                if (IsThere(file, name))
                {
                    return new(name, file);
                }

                await file.DisposeAsync();
            }
            catch (UnauthorizedAccessException) when (File.Exists(name))
            {
                // Another user's, who may have gone; no save takes that long.
                if (time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(name) > Abandoned)
                {
                    Delete(name);
                }
            }
            catch (IOException failure) when (failure is not DirectoryNotFoundException && (File.Exists(name) || time.GetElapsedTime(start) < Longest))
            {
                // Somebody has it, or had it a moment ago.
            }

            if (time.GetElapsedTime(start) >= Longest)
            {
                return null;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public void Dispose()
    {
        // Deleted while it is held, where that can be done: nobody then waits for a file without a name and takes it for the lock.
        if (!OperatingSystem.IsWindows())
        {
            Delete(name);
        }

        held.Dispose();
        if (OperatingSystem.IsWindows())
        {
            Delete(name);
        }
    }

    // Who held it before deleted its name, and another may have made it anew.
    private static bool IsThere(FileStream file, string name) =>
        FileStamp.Of($"/dev/fd/{file.SafeFileHandle.DangerousGetHandle()}") is not { } opened || FileStamp.Of(name)?.Node == opened.Node;

    private static void Delete(string name)
    {
        try
        {
            File.Delete(name);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The next who saves takes it as it is.
        }
    }
}
