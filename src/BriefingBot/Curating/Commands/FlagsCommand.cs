using System.Collections.Immutable;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Commands;

/// <summary><c>/curate flags [ID] [claim] [close]</c>: what readers say is wrong, oldest first; claims one or closes it.</summary>
internal sealed class FlagsCommand(CuratorServices services, TimeProvider time) : CurateCommand(
    "flags", "What readers flagged; claim one, or close it", services, time,
    new OptionDefinition(CurateOptions.Id, OptionKind.Name, "The flag's id; without it, all that are open"),
    new OptionDefinition(CurateOptions.Claim, OptionKind.Flag, "Take it, so that others know that you look into it"),
    new OptionDefinition(CurateOptions.Close, OptionKind.Flag, "Close it: nothing more is to be done"))
{
    private const int MostShown = 25;

    protected override async Task<Reply> AnswerAsync(ChatRequest request, BriefingState state, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        if (request.Option(CurateOptions.Id) is not { } id)
        {
            return await ListAsync(request.Reader, state, cancellationToken);
        }

        FlagState? wanted = request.Flag(CurateOptions.Close) ? FlagState.Closed : request.Flag(CurateOptions.Claim) ? FlagState.Claimed : null;
        if (await Services.Flags.FindAsync(id.ToLowerInvariant(), cancellationToken) is not { } flag || !VisibleFlags.Include(flag, state, request.Reader))
        {
            return WithNote(
                Refusal.Usage($"There is no flag “{SafeText.Echo(id)}”. Those that are open are listed by", "/curate flags") with { Outcome = Outcome.NotFound },
                wanted is null || await NoteRefusalAsync(request, CurateOptions.Named(id), "There was no such flag there."));
        }

        if (wanted is not { } next)
        {
            return Show(flag, request.Reader);
        }

        var (after, isNoted) = await Acts.SetAsync(flag, next, Actor.Of(request.Reader), cancellationToken);
        return WithNote(
            after is not null ? Show(after, request.Reader) : Refusal.Usage("It was claimed, closed or changed before, so nothing was done. See how it stands with", $"/curate flags {flag.Id}"),
            isNoted);
    }

    private async Task<Reply> ListAsync(Reader reader, BriefingState state, CancellationToken cancellationToken)
    {
        var (open, count) = await Acts.OpenFlagsAsync(state, reader, MostShown, cancellationToken);
        if (open.IsEmpty)
        {
            return new([Paragraph.Of(new Text("No flag is open."))]);
        }

        return new(
        [
            new Title($"{Quantity.Of(count, "open flag")}"),
            new ItemList(Ordered: false, [.. open.Select(flag => FlagText.Of(flag, reader.Zone))]),
            .. count > open.Length ? [new StatusLine($"These are the oldest {open.Length}.")] : ImmutableArray<Block>.Empty,
        ])
        {
            Controls = [new Menu("Look at", [.. open.Select(flag => new MenuItem($"{flag.Id} – {flag.Topic}/{flag.Section}", flag.Reason, $"/curate flags {flag.Id}"))])],
            Command = "/curate flags",
        };
    }

    private static Reply Show(Flag flag, Reader reader) => new([new Title($"Flag {flag.Id}"), new ItemList(Ordered: false, [FlagText.Of(flag, reader.Zone)])])
    {
        Controls =
        [
            .. flag.State is FlagState.Open ? [new Button("Claim", $"/curate flags {flag.Id} claim")] : ImmutableArray<Control>.Empty,
            .. flag.State is FlagState.Closed ? ImmutableArray<Control>.Empty : [new Button("Close", $"/curate flags {flag.Id} close")],
            new Button("Show the section", $"/brief {flag.Topic} {flag.Section}"),
            new Button("What changed since", $"/curate diff {flag.Topic} {flag.Section} {flag.Revision}"),
        ],
    };
}
