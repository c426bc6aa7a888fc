using BriefingBot.Curating.Records;

namespace BriefingBot.Tests.Curating.Records;

public sealed class RevisionAuthorsTests
{
    private static readonly Authorship Ada = new(new("test", new("7", "Ada")), Way.Form, "A typo.");

    private readonly ManualTime time = new(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void AnAuthorIsTakenOnceAndForExactlyThatText()
    {
        var authors = new RevisionAuthors(time);
        authors.Put("tea", "plant", "00000001", Ada with { Note = null });
        authors.Put("tea", "plant", "00000001", Ada);

        Assert.Null(authors.Take("tea", "plant", "00000002"));
        Assert.Null(authors.Take("tea", "trade", "00000001"));
        Assert.Equal(Ada, authors.Take("tea", "plant", "00000001"));
        Assert.Null(authors.Take("tea", "plant", "00000001"));
    }

    [Fact]
    public void WhatIsNotTakenIsForgotten()
    {
        var authors = new RevisionAuthors(time);
        authors.Put("tea", "plant", "00000001", Ada);
        time.Advance(RevisionAuthors.Kept);
        Assert.Null(authors.Take("tea", "plant", "00000001"));

        for (var number = 0; number <= RevisionAuthors.Most; number++)
        {
            authors.Put("tea", "plant", $"{number:x8}", Ada);
        }

        Assert.Null(authors.Take("tea", "plant", "00000000"));
        Assert.Equal(Ada, authors.Take("tea", "plant", "00000001"));
    }
}
