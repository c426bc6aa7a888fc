using System.Text.Json.Serialization;
using BriefingBot.Documents;

namespace BriefingBot.Authoring;

/// <summary>Something in a briefing file that a person must mend or should look at.</summary>
/// <param name="File">The path relative to the briefings folder, with forward slashes.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
/// <param name="Code">One of <see cref="ProblemCodes"/>.</param>
/// <param name="Message">One or two sentences: what is wrong, with the actual value, and what to do.</param>
public sealed record Problem(string File, int Line, int Column, Severity Severity, string Code, string Message)
{
    /// <summary>Names of files can hold anything, and are shown in terminals and logs.</summary>
    public string File { get; init; } = SafeText.Inert(File);

    public string Message { get; init; } = SafeText.Inert(Message);

    /// <summary>Sorts by file, then by place.</summary>
    public static readonly IComparer<Problem> ByPlace = Comparer<Problem>.Create((a, b) =>
    {
        var byFile = string.CompareOrdinal(a.File, b.File);
        return byFile != 0 ? byFile : (a.Line, a.Column).CompareTo((b.Line, b.Column));
    });

    /// <summary><c>file:line:column: error CODE sentence</c>, which editors and CI systems understand.</summary>
    public override string ToString() =>
        $"{File}:{Line}:{Column}: {(Severity is Severity.Error ? "error" : "warning")} {Code} {Message}";
}

/// <summary>What a problem means for readers.</summary>
public enum Severity
{
    /// <summary>
    /// Must be mended. A section whose front matter, text or citations have one keeps its last good version or is not
    /// shown; so does a topic whose own fields have one, since they say who may see it. Everything else is shown.
    /// </summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>Should be looked at. Shown all the same; the card says so where a reader must know.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,
}
