using Microsoft.Win32.SafeHandles;

namespace BriefingBot.Authoring;

/// <summary>A file that is opened once, and looked at and read through that: its name may lead elsewhere a moment later.</summary>
internal sealed class OpenedFile(string path) : IDisposable
{
    private readonly SafeFileHandle handle = File.OpenHandle(path);

    /// <summary>Where the file that was opened really is; null where the system does not say.</summary>
    public string? RealPath => OperatingSystem.IsLinux() ? new FileInfo($"/proc/self/fd/{handle.DangerousGetHandle()}").LinkTarget : null;

    /// <summary>Its bytes, and one more than is asked for where it has more, even if it grows while it is read.</summary>
    public byte[] Read(int most)
    {
        var (bytes, count) = (new byte[Math.Min(RandomAccess.GetLength(handle), most) + 1], 0);
        while (RandomAccess.Read(handle, bytes.AsSpan(count), count) is > 0 and var read)
        {
            count += read;
            if (count > most)
            {
                break;
            }

            if (count == bytes.Length)
            {
                Array.Resize(ref bytes, most + 1);
            }
        }

        return bytes[..count];
    }

    public void Dispose() => handle.Dispose();
}
