using System.Text;
using System.Text.RegularExpressions;
using BriefingBot.Authoring;
using BriefingBot.Chat;
using BriefingBot.Documents;
using BriefingBot.Host.Discord.Interactions;
using BriefingBot.Host.Discord.Rendering;
using BriefingBot.Tests.Discord;

namespace BriefingBot.Tests.Curating.Editing;

/// <summary>
/// Any bytes under any name, from the file to what Discord would be sent: no exception, no unbounded memory, and nothing in it
/// that calls anybody. Seeded; <c>FUZZ_ROUNDS</c> makes it longer by hand.
/// </summary>
[Collection(nameof(Alone))]
public sealed partial class UploadFuzzTests : IDisposable
{
    private const int Seed = 20261130;

    // The greediest of these files takes 25 MB, all objects on the way counted, of every thread.
    private const long MostAllocated = 64L * 1024 * 1024;

    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "---\n", "title: ", "summary: x\n", "reviewed: 2026-11-01\n", "&a [*a, *a]", "*a", "!!binary ", "Tea is tea [@leaves, sec. 1, para. 1]. ", "@everyone ", "<@&1>", "\r\n", "\r", "\n", "\0", "\u202E", "\uFEFF",
            "PK\u0003\u0004", "%PDF-", "<!doctype html>", "<html>", "{", "[", "```", "| a |\n", "# ", "> ", "😀", "e\u0301", "aliases: [plant, trade]\n", "status: draft\n",
        }.Select(piece => Encoding.UTF8.GetBytes(piece)),
        [0xFF, 0xFE], [0x1F, 0x8B], [0xC3], [0xE2, 0x82], [0xF0, 0x9F], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0x80],
    ];

    private static readonly string[] Names = ["plant.md", "../../../etc/passwd", "plant.{0}.md", "x@{0}.md", "con", "C:\\windows\\x.md", "@everyone.md", "\u202Egpj.md", "", ".", "plant.00000000.md", "a\0b", "\uD83D"];

    private readonly CuratingChat chat = new();

    public void Dispose() => chat.Dispose();

    [Fact]
    [Trait("Discord", "R86")]
    public async Task AnyFileAtAllIsAProposalOrARefusal()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_ROUNDS"), out var given) ? given : 300;
        var (earlier, _) = await chat.WithHistoryAsync();
        var (chance, good) = (new Random(Seed), Encoding.UTF8.GetBytes(CuratingChat.Shorter));
        for (var round = 0; round < rounds; round++)
        {
            var bytes = chance.Next(4) switch
            {
                0 => [.. Enumerable.Range(0, chance.Next(60)).SelectMany(_ => Pieces[chance.Next(Pieces.Length)])],
                1 => Broken(chance, good),
                2 => [.. Enumerable.Repeat(Pieces[chance.Next(Pieces.Length)], chance.Next(1, 3_000)).SelectMany(piece => piece)],
                _ => Noise(chance),
            };
            var name = Names[chance.Next(Names.Length)].Replace("{0}", earlier, StringComparison.Ordinal);
            var before = GC.GetTotalAllocatedBytes();
            var reply = await chat.UploadAsync(chance.Next(2) == 0 ? "plant" : "green-tea", name, bytes);
            Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, MostAllocated);
            Assert.True(reply.Outcome is Outcome.Done or Outcome.WrongUsage or Outcome.NotFound, $"Round {round}: {PlainText.Render(reply.Blocks)}");
            await ShowAsync(reply);
        }
    }

    private async Task ShowAsync(Reply reply)
    {
        // What stands between fences is taken letter by letter.
        Assert.All(Shown.AllOf(reply), shown => Assert.Null(Hostile.Harm(Fenced().Replace(shown.Text, string.Empty))));
        if (reply.Controls.OfType<Button>().FirstOrDefault(button => button.Label == "Edit again") is not { } button)
        {
            return;
        }

        var form = (await chat.AskAsync(button.Command)).Form!;
        Assert.InRange(form.Fields.Single().Value.Length, 1, SectionText.MostBytes);
        if (DiscordForm.Render(form) is { } modal)
        {
            Assert.Empty(DiscordRules.Check(InteractionType.Component, "POST", "interactions/1/token/callback", modal));
        }
        else
        {
            Assert.InRange(form.Fields.Single().Value.Length, DiscordForm.MostValue + 1, int.MaxValue);
        }
    }

    private static byte[] Broken(Random chance, byte[] good)
    {
        var broken = good.ToList();
        for (var i = chance.Next(1, 6); i > 0; i--)
        {
            var at = chance.Next(broken.Count);
            switch (chance.Next(3))
            {
                case 0:
                    broken.InsertRange(at, Pieces[chance.Next(Pieces.Length)]);
                    break;
                case 1:
                    broken.RemoveRange(at, Math.Min(broken.Count - at - 1, chance.Next(20)));
                    break;
                default:
                    broken[at] = (byte)chance.Next(256);
                    break;
            }
        }

        return [.. broken];
    }

    [GeneratedRegex(@"^```$.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Fenced();

    private static byte[] Noise(Random chance)
    {
        var noise = new byte[chance.Next(2_000)];
        chance.NextBytes(noise);
        return noise;
    }
}
