using System.Collections.Immutable;
using BriefingBot.Chat;
using BriefingBot.Curating.Commands;

namespace BriefingBot.Briefings;

/// <summary>What can be pressed on a card or on a topic's contents.</summary>
internal static class CardControls
{
    /// <param name="current">The section that is shown, or null for the contents.</param>
    /// <param name="isShared">Whether the channel sees it already.</param>
    /// <param name="takesFlags">Whether a section can be flagged here.</param>
    public static ImmutableArray<Control> Of(Topic topic, Section? current, bool isShared, bool takesFlags)
    {
        var controls = ImmutableArray.CreateBuilder<Control>(4);
        var items = ImmutableArray.CreateBuilder<MenuItem>(CatalogueView.MostCompletions);
        foreach (var section in topic.Offered.Take(CatalogueView.MostCompletions))
        {
            items.Add(new(section.Title, section.Summary, $"/brief {topic.Key} {section.Key}", section == current));
        }

        if (items.Count > 0)
        {
            controls.Add(new Menu("Section", items.ToImmutable()));
        }

        var shown = current is null ? topic.Key : $"{topic.Key} {current.Key}";
        controls.Add(new Button("Sources", $"/sources {shown}"));
        if (!isShared)
        {
            controls.Add(new Button("Post to channel", $"/brief {shown} {BriefCommand.Share}"));
        }

        if (takesFlags && current is not null)
        {
            controls.Add(new Button("Flag", FlagCommand.CommandFor(current)));
        }

        return controls.ToImmutable();
    }
}
