namespace BriefingBot.Authoring;

/// <summary>One file of the briefings folder as it was found: its bytes, or why it could not be read.</summary>
/// <param name="Topic">The topic's folder.</param>
/// <param name="Name">The file's name in it.</param>
public sealed record FoundFile(string Topic, string Name, ReadOnlyMemory<byte> Bytes, Problem? Problem = null);

/// <summary>What became of one file.</summary>
/// <param name="Name">Empty for what is wrong with the topic's folder as a whole.</param>
/// <param name="Found">As it is now; null when it is no longer there.</param>
public sealed record FileChange(string Topic, string Name, FoundFile? Found);
