using System.Runtime.InteropServices;

namespace BriefingBot.Host.Content;

/// <summary>
/// What tells one state of a file from another without reading it. On Linux that includes the inode and the time of its
/// last change of any kind, which no program can set back; elsewhere a file of the same size and time counts as the same.
/// </summary>
/// <param name="Written">In ticks.</param>
/// <param name="Changed">In nanoseconds within <paramref name="ChangedSecond"/>.</param>
internal readonly partial record struct FileStamp(long Size, long Written, long ChangedSecond, uint Changed, ulong Node)
{
    private const int WorkingFolder = -100;
    private const int NotTheLinkItself = 0;
    private const int TheLinkItself = 0x100;
    private const uint BasicFields = 0x7ff;

    private static readonly bool HasStatx = OperatingSystem.IsLinux() && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "statx", out _);

    /// <summary>The stamp of what the path leads to, links followed, or of the link itself where it leads nowhere; null where nothing is or may be looked at.</summary>
    public static FileStamp? Of(string path) => HasStatx ? OfStatx(path) : OfRuntime(path);

    private static FileStamp? OfStatx(string path) =>
        Statx(WorkingFolder, path, NotTheLinkItself, BasicFields, out var found) == 0 || Statx(WorkingFolder, path, TheLinkItself, BasicFields, out found) == 0
            ? new((long)found.Size, (found.Written.Seconds * TimeSpan.TicksPerSecond) + (found.Written.Nanoseconds / 100), found.Changed.Seconds, found.Changed.Nanoseconds, found.Node)
            : null;

    private static FileStamp? OfRuntime(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists ? new(file.Length, file.LastWriteTimeUtc.Ticks, 0, 0, 0)
                : Directory.Exists(path) || file.LinkTarget is not null ? new(-1, file.LastWriteTimeUtc.Ticks, 0, 0, 0)
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out Found found);

    // The kernel's, the same on every processor (statx(2)).
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Found
    {
        [FieldOffset(32)]
        public readonly ulong Node;

        [FieldOffset(40)]
        public readonly ulong Size;

        [FieldOffset(96)]
        public readonly Time Changed;

        [FieldOffset(112)]
        public readonly Time Written;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly long Seconds;
        public readonly uint Nanoseconds;
        private readonly int spare;
    }
}
