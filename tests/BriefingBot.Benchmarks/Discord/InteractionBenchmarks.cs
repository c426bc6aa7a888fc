using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using BriefingBot.Authoring;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Host.Discord.Interactions;
using BriefingBot.Host.Discord.Rendering;
using BriefingBot.Host.Search;
using Microsoft.Extensions.Logging.Abstractions;

namespace BriefingBot.Benchmarks.Discord;

/// <summary>What an interaction costs beside its signature and the network: reading it, making the answer and writing it; or finding it known.</summary>
public class InteractionBenchmarks : IDisposable
{
    private readonly byte[] body = Encoding.UTF8.GetBytes(SignedInteractions.Body(1_200_000_000_000_000_001, "economics"));
    private readonly ArrayBufferWriter<byte> output = new(64 * 1024);
    private readonly SectionIndex index = new();
    private KnownAnswers known = null!;
    private InteractionHandler handler = null!;
    private Interaction interaction = null!;

    [GlobalSetup]
    public async Task LoadAsync()
    {
        var library = new BriefingLibrary();
        library.Publish(BriefingFolder.Load(Path.Combine(AppContext.BaseDirectory, "briefings"), SourceDocuments.None).Catalogue);
        known = new(library, TimeProvider.System);
        handler = new(new(BotCommands.All(index, TimeProvider.System), library, Audience.Private, NullLogger<ChatRouter>.Instance), known, download: null!, NullLogger<InteractionHandler>.Instance);
        interaction = (Interaction)Read();
        await Make();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        index.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public object Read() => InteractionHead.TryRead(body, out var head) && InteractionJson.TryRead(head, body, withToken: false, out var read)
        ? read
        : throw new InvalidOperationException("The body was not read.");

    [Benchmark]
    public async Task<int> Make() => Write(await handler.AnswerAsync(interaction, CancellationToken.None));

    [Benchmark]
    public int ReadAndFind() => InteractionHead.TryRead(body, out var head) && known.Find(head, body) is { } answer
        ? Write(answer)
        : throw new InvalidOperationException("The answer is not known.");

    private int Write(Callback answer)
    {
        output.ResetWrittenCount();
        return CallbackBody.Write(output, answer);
    }
}
