using System.CommandLine;
using BriefingBot.Authoring;

namespace BriefingBot.Host.Cli;

/// <summary><c>schema [section|topic]</c>: the JSON Schema of the fields, for editors that complete and check YAML.</summary>
internal static class SchemaVerb
{
    public static Command Create()
    {
        var kind = new Argument<string>("KIND") { Arity = ArgumentArity.ZeroOrOne, Description = "section (front matter, the default) or topic (topic.yaml)", DefaultValueFactory = _ => "section" };
        kind.AcceptOnlyFromAmong("section", "topic");
        var verb = new Command("schema", "Prints the JSON Schema of a section's front matter or of topic.yaml") { kind };
        verb.SetAction(parsed =>
        {
            Console.WriteLine(parsed.GetValue(kind) is "topic" ? FieldSchema.OfTopic() : FieldSchema.OfSection());
            return BotCommandLine.Done;
        });
        return verb;
    }
}
