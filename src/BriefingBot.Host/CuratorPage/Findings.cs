using System.Collections.Immutable;
using System.Text.Json;
using BriefingBot.Authoring;
using BriefingBot.Curating.Editing;
using BriefingBot.Documents;

namespace BriefingBot.Host.CuratorPage;

/// <summary>What is found about a text: the same beside the editor, while it is typed, and before it is saved.</summary>
/// <param name="Verdict">In a sentence or two.</param>
/// <param name="Marks">The lines that have problems.</param>
internal sealed record Findings(string Verdict, bool HasErrors, Html Problems, Html Card, Html Difference, ImmutableArray<(int Line, Severity Severity)> Marks)
{
    private const int Most = 50;

    public static Findings Refused(string sentence) =>
        new(sentence, HasErrors: true, Html.Of($"<p>{sentence}</p>"), Html.None, Html.None, []);

    /// <param name="leadsToText">Whether the text stands in an editor on the page, to which a problem's place leads.</param>
    public static Findings Of(Proposal proposal, DateOnly today, bool leadsToText = true)
    {
        var file = $"{proposal.Topic}/{proposal.Section}.md";
        return new(
            InWords(proposal),
            proposal.Errors.Any(),
            ProblemList(proposal.Problems, file, leadsToText),
            Layout.Document(SectionPreview.Of(proposal, today), "card"),
            Layout.Document(DifferenceText.Of(proposal.Difference), "difference"),
            [.. proposal.Problems.Where(problem => problem.File == file).GroupBy(problem => problem.Line).Select(line => (line.Key, line.Min(problem => problem.Severity)))]);
    }

    private static string InWords(Proposal proposal)
    {
        var (errors, warnings) = (proposal.Errors.Count(), proposal.Problems.Length - proposal.Errors.Count());
        var found = (errors, warnings) switch
        {
            (0, 0) => "Nothing is wrong with it.",
            (_, 0) => $"{Quantity.Of(errors, "error")}.",
            (0, _) => $"{Quantity.Of(warnings, "warning")}.",
            _ => $"{Quantity.Of(errors, "error")} and {Quantity.Of(warnings, "warning")}.",
        };
        return proposal.IsConflict ? found + " Somebody else has changed the section meanwhile; nothing is overwritten before you have seen both." : found;
    }

    private static Html ProblemList(ImmutableArray<Problem> problems, string file, bool leadsToText) => problems.IsEmpty
        ? Html.Of($"<p>None.</p>")
        : Html.Of($"""
            <ol class="problems">{problems.OrderBy(problem => problem.Severity).Take(Most).Select(problem => Item(problem, file, leadsToText))}</ol>
            {(problems.Length > Most ? Html.Of($"<p>… and {problems.Length - Most} more.</p>") : Html.None)}
            """);

    private static Html Item(Problem problem, string file, bool leadsToText) => Html.Of($"""
        <li class="{(problem.Severity is Severity.Error ? "error" : "warning")}"><strong>{(problem.Severity is Severity.Error ? "Error" : "Warning")}</strong> {Place(problem, file, leadsToText)}: {problem.Message}</li>
        """);

    private static Html Place(Problem problem, string file, bool leadsToText) => problem.File != file
        ? Html.Of($"in {SafeText.Echo(problem.File, 120)}, line {problem.Line}")
        : leadsToText ? Html.Of($"""<a class="place" href="#text" data-line="{problem.Line}" data-column="{problem.Column}">line {problem.Line}</a>""")
        : Html.Of($"line {problem.Line}");
}

/// <summary>Findings as the editor's page takes them.</summary>
internal static class CheckAnswer
{
    public static async Task WriteAsync(HttpContext context, Findings findings)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(context.Response.Body);
        json.WriteStartObject();
        json.WriteString("verdict", findings.Verdict);
        json.WriteBoolean("hasErrors", findings.HasErrors);
        json.WriteString("problems", findings.Problems.ToString());
        json.WriteString("card", findings.Card.ToString());
        json.WriteString("difference", findings.Difference.ToString());
        json.WriteStartArray("marks");
        foreach (var (line, severity) in findings.Marks)
        {
            json.WriteStartObject();
            json.WriteNumber("line", line);
            json.WriteString("severity", severity is Severity.Error ? "error" : "warning");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
