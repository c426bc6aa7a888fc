using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Editing;

/// <summary>Differences, problems and whole texts as documents.</summary>
public static class DifferenceText
{
    private const int MostChanges = 60;
    private const int MostProblems = 20;
    private const int LongestSentence = 1_000;

    /// <summary>What was removed and added, in words: never by colour alone.</summary>
    public static ImmutableArray<Block> Of(ImmutableArray<SentenceChange> difference)
    {
        var changes = difference.Where(change => change.Kind is not ChangeKind.Kept).ToList();
        return changes.Count == 0
            ? [Paragraph.Of(new Text("Both say the same."))]
            :
            [
                new ItemList(Ordered: false, [.. changes.Take(MostChanges).Select(change => Paragraph.Of(
                    new Strong([new Text(change.Kind is ChangeKind.Added ? "Added:" : "Removed:")]), new Text(" " + SafeText.Cut(change.Text, LongestSentence))))]),
                .. changes.Count > MostChanges ? [Paragraph.Of(new Text($"… and {Quantity.Of(changes.Count - MostChanges, "more change")}."))] : ImmutableArray<Block>.Empty,
            ];
    }

    /// <summary>Problems of one section with their lines.</summary>
    public static ImmutableArray<Block> Of(ImmutableArray<Problem> problems, string file) => problems.IsEmpty
        ? [Paragraph.Of(new Text("Nothing is wrong with it."))]
        :
        [
            new ItemList(Ordered: false, [.. problems.OrderBy(problem => problem.Severity).Take(MostProblems).Select(problem => Item(problem, file))]),
            .. problems.Length > MostProblems ? [Paragraph.Of(new Text($"… and {Quantity.Of(problems.Length - MostProblems, "more problem")}."))] : ImmutableArray<Block>.Empty,
        ];

    /// <summary>A problem with its place.</summary>
    /// <param name="file">The file that need not be named.</param>
    public static Paragraph Item(Problem problem, string? file = null) => Paragraph.Of(
        new Strong([new Text(problem.Severity is Severity.Error ? "Error" : "Warning")]),
        new Text($" in {(problem.File == file ? string.Empty : SafeText.Echo(problem.File, 120) + ", ")}line {problem.Line}: {problem.Message}"));

    /// <summary>A whole text, line by line.</summary>
    public static CodeBlock Whole(string text) => new([.. text.TrimEnd('\n').Split('\n')]);
}
