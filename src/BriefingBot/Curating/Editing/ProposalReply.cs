using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Chat;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Editing;

/// <summary>A proposal as its author sees it: what would be wrong, what would change, and a button that saves exactly this.</summary>
public static class ProposalReply
{
    /// <param name="title">A question.</param>
    /// <param name="draft">What “Save” refers to; null where it may not be saved as it is.</param>
    /// <param name="typed">What “Edit again” refers to; null where nobody typed the text.</param>
    /// <param name="remark">What its author must know besides, or null.</param>
    internal static Reply Of(string title, Proposal proposal, Draft? draft, Draft? typed = null, string? remark = null)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>();
        blocks.Add(new Title(title));
        if (remark is not null)
        {
            blocks.Add(new StatusLine(remark));
        }

        blocks.AddRange(Verdict(proposal));
        blocks.Add(new Heading(2, [new Text("Problems")]));
        blocks.AddRange(DifferenceText.Of(proposal.Problems, $"{proposal.Topic}/{proposal.Section}.md"));
        blocks.Add(new Heading(2, [new Text("Difference")]));
        blocks.AddRange(DifferenceText.Of(proposal.Difference));
        if (proposal.IsConflict)
        {
            blocks.Add(new Heading(2, [new Text("The text on disk now")]));
            blocks.Add(proposal.Now is { } now ? DifferenceText.Whole(now.Text) : Paragraph.Of(new Text("There is no file any more.")));
            blocks.Add(new Heading(2, [new Text("Your text")]));
            blocks.Add(DifferenceText.Whole(proposal.New.Text));
        }

        if (draft is not null)
        {
            blocks.Add(Paragraph.Of(new Text("Nothing is changed before you save it: press Save or type "), new CommandText($"/curate save {draft.Id}")));
        }

        return new(blocks.ToImmutable())
        {
            Outcome = draft is null ? Outcome.WrongUsage : Outcome.Done,
            Controls =
            [
                .. draft is null ? [] : new Control[] { new Button(proposal.IsConflict ? "Save mine over it" : "Save", $"/curate save {draft.Id}") },
                .. typed is null ? [] : new Control[] { new Button("Edit again", $"/curate again {typed.Id}") },
                new Button("History", $"/curate history {proposal.Topic} {proposal.Section}"),
            ],
            Files = Files(proposal, typed),
        };
    }

    // Drafts end with the process, and another replica has none of them. Whoever saw both texts goes on from the one on disk.
    private static ImmutableArray<ReplyFile> Files(Proposal proposal, Draft? typed)
    {
        var now = proposal.Now?.Revision;
        return
        [
            .. proposal is { IsConflict: true, Now: { } theirs } ? [new ReplyFile(DownloadName.Of(proposal.Section, now), theirs.Text)] : ImmutableArray<ReplyFile>.Empty,
            .. proposal.IsConflict || typed is { Way: Way.Form } ? [new ReplyFile(DownloadName.Of(proposal.Section, now, "yours"), proposal.New.Text)] : ImmutableArray<ReplyFile>.Empty,
        ];
    }

    /// <summary>Why it cannot be saved, and what would be lost; nothing where all is well.</summary>
    public static IEnumerable<Block> Verdict(Proposal proposal)
    {
        if (proposal.IsConflict)
        {
            yield return new StatusLine($"Not saved: somebody else changed the section meanwhile ({proposal.From ?? "no file"} is now {proposal.Now?.Revision ?? "no file"}). Both texts are below, so nothing is lost.");
        }
        else if (proposal.IsSame)
        {
            yield return new StatusLine("Nothing to save: that is what the section says already.");
        }

        if (proposal.LosesEverything)
        {
            yield return new StatusLine("It cannot be saved: no section would be left to show to anybody.");
        }
        else if (proposal.Errors.Any())
        {
            yield return new StatusLine("It cannot be saved as it is, since a text with errors would not be served. Mend these first.");
        }

        if (!proposal.Lost.IsEmpty)
        {
            yield return new StatusLine($"Readers would no longer find: {string.Join(", ", proposal.Lost.Take(10))}.");
        }
    }
}
