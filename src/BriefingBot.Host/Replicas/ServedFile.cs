using BriefingBot.Host.Content;

namespace BriefingBot.Host.Replicas;

/// <summary>A file in the revision in which a replica serves it from now on.</summary>
/// <param name="Revision">What its text is called; empty where the file is gone.</param>
internal readonly record struct ServedFile(BriefingFile File, string Revision);
