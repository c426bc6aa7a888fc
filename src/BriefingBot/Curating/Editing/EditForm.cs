using BriefingBot.Authoring;
using BriefingBot.Chat;
using BriefingBot.Curating.Commands;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Editing;

/// <summary>The form that holds a section's text, and what stands in its place where there is none.</summary>
public static class EditForm
{
    /// <param name="title">What the section is called.</param>
    /// <param name="from">The revision that a change starts from; null for a new section.</param>
    /// <param name="command">What opens it again.</param>
    internal static Reply Of(string topic, string section, string title, string? from, string text, string command) => new(
    [
        new Title(from is null ? $"A new section “{section}”" : $"Edit “{title}”"),
        Paragraph.Of(new Text("Change the text in the form and send it off; nothing is saved before you have seen what it would do.")),
        new Paragraph(
        [
            new(from is null
                ? [new Text("If no form opens here, or the text is too long for one, change the file below instead,")]
                : [new Text("If no form opens here, or the text is too long for one, change the file instead: you get it with "), new CommandText($"/curate download {topic} {section}")]),
            new([new Text("and hand it over with "), new CommandText($"/curate upload {topic} {section}")]),
        ]),
        .. from is null ? [] : new Block[] { new CardId($"{topic}/{section}@{from}") },
    ])
    {
        Form = new($"Edit {section}", $"{PutCommand.Start} {topic} {section} {from}".TrimEnd(),
        [
            new(CurateOptions.Text, "The whole file: fields, then the text")
            {
                Description = "Each sentence with its citation. It is checked and shown to you before it is saved.",
                Value = text,
                HasLines = true,
                MostCharacters = SectionText.MostBytes,
            },
        ]),
        Files = [new(DownloadName.Of(section, from), text)],
        Command = command,
    };

    /// <summary>What a new section starts with: its fields, not yet shown to readers.</summary>
    public static string NewText(string section, DateOnly today)
    {
        var words = section.Replace('-', ' ');
        return $"---\ntitle: {char.ToUpperInvariant(words[0])}{words[1..]}\nsummary:\nreviewed: {today:yyyy-MM-dd}\nstatus: draft\n---\n\n";
    }
}
