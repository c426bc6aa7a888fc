namespace BriefingBot.Chat;

/// <summary>A file that somebody gave with a command. Nothing of it was fetched yet, and everything about it is untrusted.</summary>
/// <param name="Name">What its sender calls it: never part of a path, and shown through <see cref="Documents.SafeText"/> alone.</param>
/// <param name="Size">How many bytes it is said to have.</param>
/// <param name="ReadAsync">
/// Fetches the whole file, if it has at most so many bytes. Never throws for what a platform, a network or a sender does:
/// that is a <see cref="FileContent.Refused"/>.
/// </param>
public sealed record IncomingFile(string Name, long Size, Func<int, CancellationToken, Task<FileContent>> ReadAsync)
{
    /// <summary>A file that is here already.</summary>
    public static IncomingFile Of(string name, byte[] bytes) => new(name, bytes.Length, (most, _) => Task.FromResult(
        bytes.Length <= most ? new FileContent.Whole(bytes) : (FileContent)TooLarge((ulong)bytes.Length, (ulong)most)));

    /// <summary>The refusal of a file that has more bytes than are taken.</summary>
    public static FileContent.Refused TooLarge(ulong size, ulong most) => new($"The file has {size:N0} bytes, and at most {most:N0} are taken. Make several sections of it.");

    /// <summary>A file that cannot be had.</summary>
    /// <param name="reason">As <see cref="FileContent.Refused"/>.</param>
    public static IncomingFile Unavailable(string reason) => new(string.Empty, 0, (_, _) => Task.FromResult<FileContent>(new FileContent.Refused(reason)));
}

/// <summary>What came of fetching a file.</summary>
public abstract record FileContent
{
    private FileContent()
    {
    }

    /// <summary>The whole file, whatever it is.</summary>
    public sealed record Whole(ReadOnlyMemory<byte> Bytes) : FileContent;

    /// <summary>There is no file to be had.</summary>
    /// <param name="Reason">Why, and what to do, in a sentence or two.</param>
    public sealed record Refused(string Reason) : FileContent;
}
