using BriefingBot.Authoring;

namespace BriefingBot.Tests.Authoring;

/// <summary>Moving the dates of a review in a text that is otherwise left as it was written.</summary>
public sealed class ReviewDatesTests
{
    [Theory]
    [InlineData("reviewed: 2026-11-01\nreview-by: 2027-11-01", "reviewed: 2026-11-21\nreview-by: 2027-11-21")]
    [InlineData("review-by: '2026-11-11' # soon\nreviewed: \"2026-11-01\"", "review-by: '2026-12-01' # soon\nreviewed: \"2026-11-21\"")]
    [InlineData("reviewed : 2026-11-01", "reviewed : 2026-11-21")]
    public void BothMoveByTheSameDistance(string before, string after) => Assert.Equal($"---\ntitle: Tea\n{after}\n---\n\nreviewed: 2020-01-01\n", Move($"---\ntitle: Tea\n{before}\n---\n\nreviewed: 2020-01-01\n"));

    [Theory]
    [InlineData("---\ntitle: Tea\n---\n\nreviewed: 2026-11-01\n")]
    [InlineData("---\nreviewed: 1 November 2026\n---\n")]
    [InlineData("---\nreviewed: 2026-11-31\n---\n")]
    [InlineData("---\nreviewed: 2026-11-01\nreviewed: 2026-11-01\n---\n")]
    [InlineData("---\nreviewed: 2026-11-01\nreview-by: next year\n---\n")]
    [InlineData("---\nreviewed: 2026-11-01\n")]
    [InlineData("reviewed: 2026-11-01\n")]
    public void WhatIsWrittenInAnotherWayIsLeftToAPerson(string text) => Assert.Null(Move(text));

    private static string? Move(string text) =>
        SectionText.TryRead(text, out var read, out _) ? ReviewDates.Move(read, TestFolder.Today)?.Text : null;
}
