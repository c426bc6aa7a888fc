using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Commands;

/// <summary><c>/flag TOPIC SECTION [REASON]</c>: tells the curators what is wrong with a section, and gives the reader a receipt; asks for the reason where none is given.</summary>
internal sealed class FlagCommand(IFlags flags, TimeProvider time) : IChatCommand
{
    /// <summary>The most a person makes within a day.</summary>
    public const int MostOfPerson = 10;

    /// <summary>The most that people make within a day of whom the platform does not say who they are, all together.</summary>
    public const int MostOfNobody = 50;

    private const string Reason = "reason";
    private const int LongestReason = 500;

    public CommandDefinition Definition { get; } = new("flag", "Say that something in a section is wrong or out of date",
    [
        BriefingOptions.TopicOption("The topic's name", required: true),
        BriefingOptions.SectionOption("The section's name", required: true),
        new(Reason, OptionKind.Words, "What is wrong with it; without it, you are asked"),
    ])
    { IsPrivate = true };

    public async ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        var (name, sectionName, reason) = (request.Option(BriefingOptions.Topic)!, request.Option(BriefingOptions.Section)!, request.Option(Reason) is { } given ? SafeText.Echo(given, LongestReason) : null);
        if (catalogue.FindTopic(name) is not { } topic)
        {
            return UnknownNames.Topic(name, catalogue, "/flag", sectionName, reason);
        }

        if (topic.Find(sectionName) is not { } section)
        {
            return UnknownNames.Section(sectionName, topic, "/flag", reason);
        }

        if (reason is null)
        {
            return Ask(topic, section);
        }

        // What holds nothing but characters that cannot be shown.
        if (reason.Length == 0)
        {
            return Refusal.Usage("The reason is empty. Say what is wrong, as in", $"/flag {topic.Key} {section.Key} the year is out of date");
        }

        var now = time.GetUtcNow();
        var reader = Actor.Of(request.Reader);
        var isKnown = reader.Person.Id.Length > 0;
        var id = await ShortId.NewAsync(async id => await flags.FindAsync(id, cancellationToken) is not null);
        var flag = new Flag(id, now, topic.Key, section.Key, section.Revision, reason, reader);
        if (!await flags.AddAsync(flag, isKnown ? MostOfPerson : MostOfNobody, now.AddDays(-1), cancellationToken))
        {
            return Refusal.Usage(
                $"{(isKnown ? $"You have made {MostOfPerson} flags" : $"{MostOfNobody} flags have been made here")} within a day, and that is the most there can be. Keep this one for tomorrow; until then, look at the section's sources with",
                $"/sources {topic.Key} {section.Key}");
        }

        return new(
        [
            new Title($"Flag {id} is noted"),
            Paragraph.Of(new Text($"Those who look after the briefings will see what you said of “{section.Title}”: “{reason}”")),
            Paragraph.Of(new Text("It is about the text as it is now, whose id is below. If you ask them about it, name the flag.")),
            new CardId(section.Id),
        ])
        { Controls = [new Button("Back to the section", $"/brief {topic.Key} {section.Key}"), new Button("Sources", $"/sources {topic.Key} {section.Key}")] };
    }

    /// <summary>What the button on a section's card runs.</summary>
    public static string CommandFor(Section section) => $"/flag {section.TopicKey} {section.Key}";

    private static Reply Ask(Topic topic, Section section) => new(
    [
        Paragraph.Of(new Text($"Say what is wrong with “{section.Title}”, as in "), new CommandText($"{CommandFor(section)} the year is out of date")),
    ])
    {
        Form = new($"Flag {section.Title}", CommandFor(section),
        [
            new(Reason, "What is wrong or out of date?")
            {
                Description = $"Those who look after “{topic.Title}” will see it.",
                HasLines = true,
                MostCharacters = LongestReason,
            },
        ]),
        Controls = [new Button("Back to the section", $"/brief {topic.Key} {section.Key}")],
        Command = CommandFor(section),
    };
}
