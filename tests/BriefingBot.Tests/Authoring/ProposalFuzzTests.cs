using System.Text;
using BriefingBot.Authoring;
using BriefingBot.Documents;

namespace BriefingBot.Tests.Authoring;

/// <summary>
/// Anything that somebody may hand over as a section: no exception, and no more work than its length explains. Seeded;
/// <c>FUZZ_ROUNDS</c> makes it longer by hand.
/// </summary>
public sealed class ProposalFuzzTests : IDisposable
{
    private const int Seed = 20261121;

    private static readonly string[] Pieces =
    [
        "---\n", "...\n", "title: ", "aliases: [", "summary: |\n  ", "reviewed: 2026-11-01\n", "review-by: ", "status: draft\n", "&a ", "*a ", "!!x ", "{", "}", "[", "]", "? ", "- ", ": ",
        "\t", "\n", "\r\n", "\r", "\0", "\u202E", "\uFEFF", "\u200B", "\uD83D", "😀", "語", " ", "#", "> ", "```\n", "<b>", "</b>", "<!--", "@everyone", "<@&1>", "[@leaves, sec. 1, para. 1]", "[@",
        "sec. \"", ". ", "! ", "e.g. ", "1. ", "**", "_", "`", "|a|b|\n|-|-|\n", "[x](http://y)", "![", "\\", "Tea is tea", "9999999999", "\"", "'", "%", "…",
    ];

    private readonly TestFolder folder = TestFolder.WithTea();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AnyTextAtAllIsAProposalOrARefusal()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_ROUNDS"), out var given) ? given : 400;
        var (chance, set, plant) = (new Random(Seed), folder.Load(), folder.Read("tea", "plant.md").Bytes);
        var now = SectionText.Decode(plant.Span)!;
        for (var round = 0; round < rounds; round++)
        {
            var typed = chance.Next(3) switch
            {
                0 => Heap(chance),
                1 => Broken(chance, now.Text),
                _ => Repeated(chance),
            };
            if (SectionText.TryRead(typed, out var text, out var refusal))
            {
                var proposal = set.Propose("tea", "plant", now.Revision, now, text, TestFolder.Today);
                Assert.Equal(text.Revision == now.Revision, proposal.IsSame);
                Assert.InRange(proposal.Problems.Length, 0, 500);
                Assert.Equal(Words(text.Text), Words(string.Join(' ', proposal.Difference.Where(change => change.Kind is not ChangeKind.Removed).Select(change => change.Text))));
                Assert.Equal(text, SectionText.Decode(text.ToBytes()));
            }
            else
            {
                Assert.EndsWith(".", refusal, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("a. A")]
    [InlineData(". ")]
    [InlineData("A.\n\n")]
    [InlineData("[")]
    [InlineData("> ")]
    [InlineData("**a")]
    [InlineData("a@b.c ")]
    [InlineData("1.")]
    public void WhatIsRepeatedAThousandTimesTakesNoLongerThanItsLengthExplains(string piece)
    {
        var (set, text) = (folder.Load(), string.Concat(Enumerable.Repeat(piece, SectionText.MostBytes / 4 / piece.Length)));
        Assert.True(SectionText.TryRead(text, out var read, out _));
        var before = GC.GetAllocatedBytesForCurrentThread();
        set.Propose("tea", "plant", from: null, now: null, read, TestFolder.Today);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256L * 1024 * 1024);
    }

    // In one order, whatever a sentence is.
    private static string Words(string text) => string.Concat(SafeText.Inert(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Heap(Random chance) => string.Concat(Enumerable.Range(0, chance.Next(200)).Select(_ => Pieces[chance.Next(Pieces.Length)]));

    private static string Broken(Random chance, string text)
    {
        var broken = new StringBuilder(text);
        for (var i = chance.Next(1, 8); i > 0; i--)
        {
            var at = chance.Next(broken.Length);
            if (chance.Next(2) == 0)
            {
                broken.Insert(at, Pieces[chance.Next(Pieces.Length)]);
            }
            else
            {
                broken.Remove(at, Math.Min(broken.Length - at - 1, chance.Next(20)));
            }
        }

        return broken.ToString();
    }

    private static string Repeated(Random chance) => string.Concat(Enumerable.Repeat(Pieces[chance.Next(Pieces.Length)] + Pieces[chance.Next(Pieces.Length)], chance.Next(1, 800)));
}
