using System.Collections.Immutable;
using BriefingBot.Briefings;

namespace BriefingBot.Chat;

/// <summary>Whether a request brings what its command needs, before the command itself looks at it.</summary>
internal static class OptionCheck
{
    /// <summary>What to say to the first option that is too long or missing; null where all are fit.</summary>
    /// <param name="definitions">All commands, for the values that can be offered.</param>
    public static async ValueTask<Reply?> RefuseAsync(
        CommandDefinition command, ChatRequest request, ImmutableArray<CommandDefinition> definitions, CatalogueView catalogue, CancellationToken cancellationToken)
    {
        foreach (var option in command.Options)
        {
            var value = request.Option(option.Name);
            if (value?.Length > option.MostCharacters)
            {
                return Refusal.Usage($"“{option.Name}” is {value.Length:N0} characters long, and at most {option.MostCharacters:N0} are taken. Shorten it and send it again, or type", "/help");
            }

            if (option is { Required: true, Kind: OptionKind.File })
            {
                if (!request.Files.ContainsKey(option.Name))
                {
                    return Refusal.MissingFile(command, option, request);
                }
            }
            else if (option.Required && value is null)
            {
                var values = await CommandCompletion.CompleteAsync(
                    definitions, new(request.Command, option.Name, string.Empty, request.Options), catalogue, request.Reader, cancellationToken);
                return Refusal.MissingOption(command, option, values);
            }
        }

        return null;
    }
}
