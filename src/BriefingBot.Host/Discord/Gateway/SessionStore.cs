using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Discord.Gateway;

/// <summary>
/// Keeps sessions in a small file from the end of the process to its next start, so that what happened meanwhile is not
/// missed (Discord R119). Holds no token. Where the file cannot be written, the next start begins new sessions.
/// </summary>
/// <param name="folder">Where the file is; made where it is missing.</param>
internal sealed partial class SessionStore(string folder, IOptions<DiscordOptions> options, TimeProvider time, ILogger<SessionStore> logger)
{
    // Discord does not say how long a session can be resumed; it was seen to be a few minutes.
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    private readonly Lock writing = new();
    private readonly SortedDictionary<int, SavedSession> sessions = [];

    // Processes with a shard each may share the folder.
    private string Path => System.IO.Path.Combine(folder, options.Value.Shard is { } shard
        ? $"discord-gateway-{shard.ToString(CultureInfo.InvariantCulture)}.json"
        : "discord-gateway.json");

    /// <summary>Takes the sessions out of the file, by shard: none where they are old, of another application or another number of shards.</summary>
    public IReadOnlyDictionary<int, SavedSession> Take(int shards)
    {
        try
        {
            var bytes = File.ReadAllBytes(Path);
            File.Delete(Path);
            return SavedSession.ReadAll(bytes, options.Value.ApplicationId, shards, time.GetUtcNow() - MaxAge, time.GetUtcNow());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            if (failure is not (FileNotFoundException or DirectoryNotFoundException))
            {
                Log.NotRead(logger, failure.GetType().Name);
            }

            return SavedSession.None;
        }
    }

    /// <summary>Writes a shard's session to the file, beside those written before; false where that cannot be done.</summary>
    public bool TrySave(int shard, int shards, SavedSession session)
    {
        var part = Path + ".part";
        lock (writing)
        {
            try
            {
                sessions[shard] = session;
                Directory.CreateDirectory(folder);
                File.Delete(part);
                var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows())
                {
                    file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                }

                using (var stream = new FileStream(part, file))
                {
                    stream.Write(SavedSession.WriteAll(sessions, options.Value.ApplicationId, shards, time.GetUtcNow()));
                    stream.Flush(flushToDisk: true);
                }

                File.Move(part, Path, overwrite: true);
                return true;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Log.NotSaved(logger, failure.GetType().Name);
                return false;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The sessions of the last run could not be read, so new ones begin ({Failure})")]
        public static partial void NotRead(ILogger logger, string failure);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The session could not be saved, so the next start begins a new one ({Failure})")]
        public static partial void NotSaved(ILogger logger, string failure);
    }
}
