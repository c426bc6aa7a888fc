namespace BriefingBot.Authoring;

/// <summary>Takes problems by where they are in a section's body.</summary>
/// <param name="bodyStart">Where in the file the body starts.</param>
internal sealed class BodyProblems(FileText file, int bodyStart, ProblemSink problems)
{
    public void Error(int offset, string code, string message) =>
        problems.Error(file.PlaceOf(Math.Min(bodyStart + offset, file.Text.Length)), code, message);

    public void Unsupported(int offset, string what) => Error(
        offset, ProblemCodes.UnsupportedMarkdown, $"{what} are not shown; write paragraphs, simple lists, headings, emphasis and links.");
}
