using System.Collections.Immutable;
using BriefingBot.Documents;
using DiffPlex;

namespace BriefingBot.Authoring;

/// <summary>
/// How one text of a section differs from another: by line in the front matter, by sentence below it. Where lines break
/// inside a paragraph makes no difference.
/// </summary>
public static class SentenceDifference
{
    // The search for the shortest difference takes the square of both lengths together; no section that fits a card comes near.
    private const int Most = 2_000;
    private const string Fence = "---";

    /// <summary>Everything in the new text in its order, with what was removed before what took its place.</summary>
    public static ImmutableArray<SentenceChange> Between(string before, string after)
    {
        var (old, now) = (Sentences(before), Sentences(after));
        var start = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        var end = 0;
        while (end < Math.Min(old.Count, now.Count) - start && old[^(end + 1)] == now[^(end + 1)])
        {
            end++;
        }

        return
        [
            .. now.Take(start).Select(Kept),
            .. Middle(old[start..^end], now[start..^end]),
            .. now.TakeLast(end).Select(Kept),
        ];
    }

    private static IEnumerable<SentenceChange> Middle(List<string> old, List<string> now)
    {
        if (old.Count == 0 || now.Count == 0 || old.Count + now.Count > Most)
        {
            return [.. old.Select(Removed), .. now.Select(Added)];
        }

        // No sentence holds a line break.
        var difference = new Differ().CreateCustomDiffs(string.Join('\n', old), string.Join('\n', now), ignoreWhiteSpace: false, text => text.Split('\n'));
        var (changes, next) = (new List<SentenceChange>(), 0);
        foreach (var block in difference.DiffBlocks)
        {
            changes.AddRange(now.Take(block.InsertStartB).Skip(next).Select(Kept));
            changes.AddRange(old.Skip(block.DeleteStartA).Take(block.DeleteCountA).Select(Removed));
            changes.AddRange(now.Skip(block.InsertStartB).Take(block.InsertCountB).Select(Added));
            next = block.InsertStartB + block.InsertCountB;
        }

        return [.. changes, .. now.Skip(next).Select(Kept)];
    }

    private static List<string> Sentences(string text)
    {
        var lines = text.Split('\n');
        var fence = lines[0].TrimEnd() == Fence ? Array.FindIndex(lines, 1, line => line.TrimEnd() is Fence or "...") : -1;
        var (sentences, paragraph) = (lines.Take(fence + 1).Select(OneLine).Where(line => line.Length > 0).ToList(), new List<string>());
        foreach (var line in lines.Skip(fence + 1))
        {
            // A heading or list item begins anew, whatever stands above it.
            var isBlank = string.IsNullOrWhiteSpace(line);
            if (isBlank || BeginsAnew(line.TrimStart()))
            {
                Close();
            }

            if (!isBlank)
            {
                paragraph.Add(OneLine(line));
            }
        }

        Close();
        return sentences;

        void Close()
        {
            if (paragraph.Count > 0)
            {
                sentences.AddRange(SentenceSplitter.Split([new(new Text(string.Join(' ', paragraph)), 0)]).Select(split => OneLine(PlainText.Render(split.Sentence.Inlines))));
                paragraph.Clear();
            }
        }
    }

    private static bool BeginsAnew(string line) => line is ['#' or '>', ..] or ['-' or '*' or '+', ' ', ..] || line.TrimStart("0123456789".ToCharArray()) is ['.' or ')', ' ', ..];

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static SentenceChange Kept(string text) => new(ChangeKind.Kept, text);

    private static SentenceChange Removed(string text) => new(ChangeKind.Removed, text);

    private static SentenceChange Added(string text) => new(ChangeKind.Added, text);
}
