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

/// <summary>What an interaction costs beside its signature and the network: reading it, answering it, writing the answer.</summary>
public class InteractionBenchmarks : IDisposable
{
    private readonly byte[] body = Encoding.UTF8.GetBytes(SignedInteractions.Body(1_200_000_000_000_000_001, "economics"));
    private readonly ArrayBufferWriter<byte> output = new(64 * 1024);
    private readonly SectionIndex index = new();
    private InteractionHandler handler = null!;
    private object interaction = null!;

    [GlobalSetup]
    public void Load()
    {
        var library = new BriefingLibrary();
        library.Publish(BriefingFolder.Load(Path.Combine(AppContext.BaseDirectory, "briefings"), SourceDocuments.None).Catalogue);
        handler = new(new(BotCommands.All(index, TimeProvider.System), library, Audience.Private, NullLogger<ChatRouter>.Instance), download: null!, NullLogger<InteractionHandler>.Instance);
        interaction = Read();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        index.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public object Read() => InteractionJson.TryRead(body, withToken: false, out var read) ? read : throw new InvalidOperationException("The body was not read.");

    [Benchmark]
    public async Task<int> Answer()
    {
        output.ResetWrittenCount();
        return CallbackBody.Write(output, await handler.AnswerAsync((Interaction)interaction, CancellationToken.None));
    }
}
