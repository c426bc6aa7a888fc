using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BriefingBot.Tests.Chat;

/// <summary>A command that answers as a test wants it to.</summary>
internal sealed class TestCommand(CommandDefinition definition, Func<ChatRequest, Task<Reply>> answer) : IChatCommand
{
    public CommandDefinition Definition => definition;

    public async ValueTask<Reply> AnswerAsync(ChatRequest request, CatalogueView catalogue, CancellationToken cancellationToken) => await answer(request);

    public static TestCommand Named(string name, Func<ChatRequest, Task<Reply>> answer) => new(new(name, "For a test", []), answer);

    public static Reply Say(string text) => new([Paragraph.Of(new Text(text))]);

    /// <summary>Adds the commands to the bot's own.</summary>
    public static Action<WebApplicationBuilder> Add(params IChatCommand[] commands) => builder => builder.Services.AddSingleton(provider => new ChatRouter(
        BotCommands.All(provider.GetRequiredService<ISectionSearch>(), provider.GetRequiredService<TimeProvider>()).AddRange(commands),
        provider.GetRequiredService<BriefingLibrary>(),
        Audience.Private,
        provider.GetRequiredService<ILogger<ChatRouter>>()));
}
