namespace BriefingBot.Host.Content;

/// <summary>How far writing a section has come: between two of these the program may be ended, and nothing is lost.</summary>
internal enum SaveStep
{
    Begun,
    Created,
    HalfWritten,
    Written,
    Flushed,
    Checked,
    Renamed,
    FolderFlushed,
    Served,
}
