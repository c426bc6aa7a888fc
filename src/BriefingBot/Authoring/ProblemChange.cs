using System.Collections.Immutable;

namespace BriefingBot.Authoring;

/// <summary>How problems came and went with a change.</summary>
/// <param name="New">Those that were not there before, by file and place.</param>
/// <param name="Mended">The files whose errors are all gone, as <see cref="Problem.File"/> names them.</param>
public sealed record ProblemChange(ImmutableArray<Problem> New, ImmutableArray<string> Mended);
