using System.Collections.Immutable;

namespace BriefingBot.Authoring;

/// <summary>Collects the problems of one file, so that one never hides another.</summary>
internal sealed class ProblemSink(string file)
{
    private const int Most = 100;

    private readonly ImmutableArray<Problem>.Builder problems = ImmutableArray.CreateBuilder<Problem>();

    public bool HasErrors { get; private set; }

    public void Error(Place place, string code, string message) => Add(place, Severity.Error, code, message);

    public void Warning(Place place, string code, string message) => Add(place, Severity.Warning, code, message);

    public ImmutableArray<Problem> ToImmutable() => problems.ToImmutable();

    private void Add(Place place, Severity severity, string code, string message)
    {
        HasErrors |= severity is Severity.Error;
        if (problems.Count < Most)
        {
            problems.Add(new(file, place.Line, place.Column, severity, code, message));
        }
        else if (problems.Count == Most)
        {
            problems.Add(new(file, place.Line, place.Column, severity, ProblemCodes.More, "There are more problems from here on; mend those above first."));
        }
    }
}

/// <summary>A place in a file; both count from 1.</summary>
internal readonly record struct Place(int Line, int Column)
{
    public static readonly Place Start = new(1, 1);
}

/// <summary>What a file says, and what is wrong with it.</summary>
/// <param name="Read">What could be read, in whatever state; it is checked further, so that one problem hides no other.</param>
/// <param name="Good">What may be shown: the same, or the last version without an error in the file itself.</param>
internal sealed record Parsed<T>(string Path, T? Read, T? Good, ImmutableArray<Problem> Problems)
    where T : class
{
    public static Parsed<T> Of(string path, T? read, ProblemSink problems) =>
        new(path, read, problems.HasErrors ? null : read, problems.ToImmutable());

    /// <summary>What the checks look at.</summary>
    public T? Latest => Read ?? Good;

    /// <summary>A bad file keeps its last good version.</summary>
    public Parsed<T> OrLastGood(Parsed<T>? before) => Good is null ? this with { Good = before?.Good } : this;
}
