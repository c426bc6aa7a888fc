using System.Security.Cryptography;
using BriefingBot.Authoring;
using BriefingBot.Curating.Editing;

namespace BriefingBot.Host.Content;

/// <summary>
/// Reads and writes sections' files. A file is there whole, with its old text or its new one, whenever the program or the
/// machine fails: the text is flushed to disk under a name that nobody reads, and that file is then renamed.
/// </summary>
internal sealed class SectionWriter(BriefingsOnDisk disk, TimeProvider time)
{
    private const string Unwritable =
        "The file cannot be written: the bot has no right to, or the folder is read-only. Whoever runs the bot can change that, or edit the file where it comes from.";

    // Long after any save has come to its end, where locks do not show that.
    private static readonly TimeSpan Leftover = TimeSpan.FromMinutes(5);

    /// <summary>Is told how far a save has come.</summary>
    public Action<SaveStep>? Reached { get; set; }

    /// <summary>A section's text as it lies on disk, or why it may not be touched.</summary>
    public OpenedSection Read(string topic, string section)
    {
        try
        {
            return disk.WritablePath(topic, section) is not { } path ? new(Now: null, "There can be no section of this name, or its folder is a link that leads out of the briefings folder.")
                : Directory.Exists(path) ? new(Now: null, "A folder has the name that the section's file would have.")
                : !File.Exists(path) ? new(Now: null, Refusal: null)
                // What is empty may be a pipe or a device, which is never opened.
                : new FileInfo(path).Length == 0 ? new(SectionText.Empty, Refusal: null)
                : disk.Read(new(topic, section + BriefingsOnDisk.SectionExtension)) is { Problem: null } found && SectionText.Decode(found.Bytes.Span) is { } text ? new(text, Refusal: null)
                : new(Now: null, "The section's file on disk cannot be read as text. Whoever runs the bot must mend or remove it first.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(Now: null, "The section's file cannot be looked at just now. Whoever runs the bot finds the cause in its permissions or disk.");
        }
    }

    /// <summary>Writes a section's text with the line ends that its file has, unless the one on disk is no longer the one that was seen.</summary>
    /// <param name="seen">The text that was seen; null where there was no file.</param>
    /// <returns>Null where it is written; otherwise what is on disk, or why nothing could be written.</returns>
    public async Task<OpenedSection?> WriteAsync(string topic, string section, SectionText? seen, SectionText text, CancellationToken cancellationToken)
    {
        string? temporary = null;
        try
        {
            Reached?.Invoke(SaveStep.Begun);
            if (disk.WritablePath(topic, section) is not { } path)
            {
                return Read(topic, section);
            }

            if (IsReadOnly(path))
            {
                return new(Now: null, "The file is marked as read-only, so that nobody changes it by mistake. Whoever runs the bot can change that.");
            }

            using var held = await SectionLock.TakeAsync(path, time, cancellationToken);
            if (held is null)
            {
                return new(Now: null, "Another copy of the bot is saving this section just now, so nothing was changed. Save it again in a moment.");
            }

            var folder = Path.GetDirectoryName(path)!;
            RemoveLeftovers(folder, section);
            temporary = Path.Combine(folder, $".{section}.{RandomNumberGenerator.GetHexString(12, lowercase: true)}.saving.tmp");
            await FillAsync(temporary, ModeOf(path), BytesOf(text, new(topic, section + BriefingsOnDisk.SectionExtension), path), cancellationToken);
            Reached?.Invoke(SaveStep.Flushed);
            var now = Read(topic, section);
            if (now.Refusal is not null || now.Now?.Text != seen?.Text)
            {
                return now;
            }

            Reached?.Invoke(SaveStep.Checked);
            File.Move(temporary, path, overwrite: seen is not null);
            temporary = null;
            Reached?.Invoke(SaveStep.Renamed);
            FolderFlush.Flush(folder);
            Reached?.Invoke(SaveStep.FolderFlushed);
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return new(Now: null, Unwritable);
        }
        catch (IOException)
        {
            // A file that somebody made at this very moment is the other text of a conflict.
            return seen is null && Read(topic, section) is { Now: not null } now
                ? now
                : new(Now: null, "The file cannot be written: the disk is full, read-only or has a fault. Nothing was changed; whoever runs the bot must look at it.");
        }
        finally
        {
            Remove(temporary);
        }
    }

    private async Task FillAsync(string temporary, UnixFileMode? mode, byte[] bytes, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            // Never readable by more people than the file that it replaces.
            options.UnixCreateMode = mode;
        }

        await using var stream = new FileStream(temporary, options);
        Reached?.Invoke(SaveStep.Created);
        await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), cancellationToken);
        Reached?.Invoke(SaveStep.HalfWritten);
        await stream.WriteAsync(bytes.AsMemory(bytes.Length / 2), cancellationToken);
        if (mode is { } kept && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(stream.SafeFileHandle, kept);
        }

        Reached?.Invoke(SaveStep.Written);
        stream.Flush(flushToDisk: true);
    }

    private byte[] BytesOf(SectionText text, BriefingFile file, string path) =>
        new FileInfo(path) is { Exists: true, Length: > 0 } && disk.Read(file) is { Problem: null, Bytes.Span: var before }
            && before.Count((byte)'\n') is > 0 and var lines && before.Count("\r\n"u8) == lines
            ? (text with { Text = text.Text.Replace("\n", "\r\n", StringComparison.Ordinal) }).ToBytes()
            : text.ToBytes();

    private static bool IsReadOnly(string path) => File.Exists(path) && (OperatingSystem.IsWindows()
        ? File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly)
        : (File.GetUnixFileMode(path) & (UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == UnixFileMode.None);

    private static UnixFileMode? ModeOf(string path) => !OperatingSystem.IsWindows() && File.Exists(path) ? File.GetUnixFileMode(path) : null;

    // Of a save that was cut short by the end of the program.
    private void RemoveLeftovers(string folder, string section)
    {
        foreach (var leftover in Directory.EnumerateFiles(folder, $".{section}.*.saving.tmp", new EnumerationOptions { AttributesToSkip = FileAttributes.None }))
        {
            if (time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(leftover) > Leftover)
            {
                Remove(leftover);
            }
        }
    }

    private static void Remove(string? temporary)
    {
        try
        {
            if (temporary is not null)
            {
                File.Delete(temporary);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Nobody reads it, and the next save tries again.
        }
    }
}
