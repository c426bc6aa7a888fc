using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Curating;
using BriefingBot.Digests;
using BriefingBot.Documents;
using BriefingBot.Host.Search;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BriefingBot.Tests;

/// <summary>The chat port over a catalogue, with the real search and a clock that stands on <see cref="TestFolder.Today"/>.</summary>
internal sealed class TestChat : IDisposable
{
    public static readonly Reader Reader = new("test");

    private readonly SectionIndex index = new();

    public TestChat(Catalogue catalogue, Audience defaultAudience = Audience.Private, ILogger<ChatRouter>? logger = null, DigestServices? digests = null, TimeProvider? time = null, ReaderServices? curating = null, CuratorServices? curators = null, params IChatCommand[] more)
    {
        index.Build(catalogue);
        Library.Publish(catalogue);
        Router = new(
            BotCommands.All(index, time ?? new FixedTime(TestFolder.Today), digests, curating, curators).AddRange(more),
            Library,
            defaultAudience,
            logger ?? NullLogger<ChatRouter>.Instance,
            curators is null ? null : new CuratorGate(curators.Curators, curators.Audit, time ?? new FixedTime(TestFolder.Today)));
    }

    public BriefingLibrary Library { get; } = new();

    public ChatRouter Router { get; }

    public SectionIndex Index => index;

    public Task<Reply> AskAsync(string text, Reader? reader = null) => Router.AnswerTextAsync(text, reader ?? Reader, CancellationToken.None);

    /// <summary>The answer as plain text.</summary>
    public async Task<string> SayAsync(string text, Reader? reader = null) => PlainText.Render((await AskAsync(text, reader)).Blocks);

    public async Task<string[]> CompleteAsync(string text, Reader? reader = null) =>
        [.. (await Router.CompleteTextAsync(text, reader ?? Reader, CancellationToken.None)).Suggestions.Select(suggestion => suggestion.Value)];

    public void Dispose() => index.Dispose();
}

/// <summary>A clock that stands still at noon of one day.</summary>
internal sealed class FixedTime(DateOnly day) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(day, new TimeOnly(12, 0), TimeSpan.Zero);
}
