using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Editing;

/// <summary>A change on disk that waits for a person, in words.</summary>
public static class HeldText
{
    /// <summary>Whether this reader may let it through: nobody may with what is hidden from the place he is in.</summary>
    public static bool MayConfirm(HeldChange held, Reader reader) => !held.Dropped.IsEverything && held.Topics.All(topic => held.MaySee(topic, reader));

    internal static Reply Reply(HeldChange held, Reader reader) => new([new Title("A change on disk is held back"), .. Of(held, reader)])
    {
        Controls = !MayConfirm(held, reader) ? [] : [new Button("Let it through", $"/curate confirm {held.Key}")],
    };

    internal static IEnumerable<Block> Of(HeldChange held, Reader reader) => MayConfirm(held, reader)
        ? Describe(held, reader).Append(Paragraph.Of(new Text("Put the files back, or let it through with "), new CommandText($"/curate confirm {held.Key}")))
        : Describe(held, reader);

    /// <summary>What it is, and why it cannot be let through where it cannot.</summary>
    public static IEnumerable<Block> Describe(HeldChange held, Reader reader)
    {
        var shown = held.Topics.Where(topic => held.MaySee(topic, reader)).ToList();
        yield return Paragraph.Of(
            new Text($"It would take {held.Dropped.Count:N0} of {held.Dropped.Of:N0} sections away from readers. Everything is served as before, and nothing that changes on disk is served meanwhile. Held back since "),
            new Moment(held.Since, reader.Zone ?? "UTC"), new Text("."));
        if (shown.Count > 0)
        {
            yield return Paragraph.Of(new Text($"Topics that it changes: {string.Join(", ", shown.Take(20))}{(shown.Count > 20 ? " and others" : string.Empty)}."));
        }

        if (held.Dropped.IsEverything)
        {
            yield return Paragraph.Of(new Text("Since nothing would be left to serve, it cannot be let through; put the files back."));
        }
        else if (shown.Count < held.Topics.Length)
        {
            yield return Paragraph.Of(new Text("Not all of it can be seen from here, so it cannot be let through from here; do that where all of it is visible, or put the files back."));
        }
    }
}
