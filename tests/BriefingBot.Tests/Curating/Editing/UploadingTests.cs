using System.IO.Compression;
using System.Text;
using BriefingBot.Authoring;
using BriefingBot.Chat;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;
using static BriefingBot.Tests.Curating.CuratingChat;

namespace BriefingBot.Tests.Curating.Editing;

/// <summary>Texts handed over as files, hostile ones too: refused with a sentence, or shown as what they are.</summary>
public sealed class UploadingTests : IDisposable
{
    private readonly CuratingChat chat = new();

    public void Dispose() => chat.Dispose();

    [Theory]
    [InlineData("plant.{0}.md")]
    [InlineData("plant@{0}.md")]
    [InlineData("plant.{0} (1).md")]
    [InlineData("PLANT_{0}.MD")]
    [InlineData("../../plant.{0}.txt")]
    public async Task ADownloadSaysByItsNameWhatItStartedFrom(string name)
    {
        var (earlier, _) = await chat.WithHistoryAsync();
        var reply = await chat.UploadAsync("plant", string.Format(System.Globalization.CultureInfo.InvariantCulture, name, earlier), Bytes(Shorter + "\n<!-- -->"));
        Assert.Contains($"({earlier} is now ", PlainText.Render(reply.Blocks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUploadIsShownAndSavedWhenItsAuthorSaysSo()
    {
        var download = Assert.Single((await chat.AskAsync("/curate download tea plant")).Files);
        var shown = await chat.UploadAsync("plant", download.Name, Bytes(Shorter.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.DoesNotContain("says which revision", PlainText.Render(shown.Blocks), StringComparison.Ordinal);
        await chat.AskAsync(Save(shown));
        Assert.Equal(Shorter.TrimEnd() + "\n", chat.Editor.Open("tea", "plant").Now!.Text);
        Assert.Equal((Way.Upload, $"Uploaded as {download.Name}"), (chat.State.All[^1].Way, chat.State.All[^1].Note));
        Assert.Equal([("curate upload", AuditOutcome.Done), ("curate save", AuditOutcome.Done)], chat.Acts);
    }

    [Theory]
    [InlineData("/curate upload tea plant", "/curate upload tea plant")]
    [InlineData("/curate upload tea plant from:0a1b2c3d", "/curate upload tea plant from:0a1b2c3d")]
    [InlineData("/curate upload \"Tea and its trade\" plant", "/curate upload \"Tea and its trade\" plant")]
    public async Task WithoutAFileAFormAsksForIt(string typed, string command)
    {
        var asked = await chat.AskAsync(typed);
        Assert.Equal(Outcome.WrongUsage, asked.Outcome);
        Assert.Equal(command, asked.Form!.Command);
        Assert.True(Assert.Single(asked.Form.Fields) is { IsFile: true, Name: "file" });
    }

    [Theory]
    [InlineData("tea.md")]
    [InlineData("plant-20261101.md")]
    [InlineData("plant.00000000.md")]
    [InlineData("")]
    public async Task WhereNothingSaysWhatItStartedFromTheDifferenceIsToWhatIsThereNow(string name)
    {
        await chat.WithHistoryAsync();
        var shown = await chat.UploadAsync("plant", name, Bytes(Shorter));
        Assert.Contains("Neither “from” nor the file's name says which revision it started from", PlainText.Render(shown.Blocks), StringComparison.Ordinal);
        Assert.Contains("Removed: Most drink it hot", PlainText.Render(shown.Blocks), StringComparison.Ordinal);
        Assert.Equal(Outcome.Done, (await chat.AskAsync(Save(shown))).Outcome);
    }

    [Fact]
    public async Task TheOptionSaysItTooAndMustBeKnown()
    {
        var (earlier, now) = await chat.WithHistoryAsync();
        Assert.Contains($"({earlier} is now {now})", PlainText.Render((await chat.UploadAsync("plant", "x.md", Bytes(Shorter + "\nx"), earlier.ToUpperInvariant())).Blocks), StringComparison.Ordinal);
        Assert.Equal(Outcome.NotFound, (await chat.UploadAsync("plant", "x.md", Bytes(Shorter), "00000000")).Outcome);
    }

    [Fact]
    public async Task ANewSectionCanBeHandedOver()
    {
        var shown = await chat.UploadAsync("green-tea", "green.md", Bytes(TestFolder.Section("Green tea", "Tea is drunk hot [@leaves, sec. 1, para. 2].")));
        Assert.Equal(Outcome.Done, (await chat.AskAsync(Save(shown))).Outcome);
    }

    [Fact]
    public async Task WhatWasHandedOverCanBeGoneOnWithInAForm()
    {
        var shown = await chat.UploadAsync("plant", "x.md", Bytes("no front matter"));
        Assert.Equal("no front matter\n", (await chat.AskAsync(Again(shown))).Form!.Fields.Single().Value);
    }

    public static TheoryData<string, byte[]> NoTexts => new()
    {
        { "The file is a zip archive", Zip() },
        { "The file is a compressed file", GZip() },
        { "The file is a PDF document", Bytes("%PDF-1.7\nx") },
        { "The file is an image", [0x89, .. "PNG\r\n\u001a\n"u8] },
        { "The file is an image", [0xFF, 0xD8, 0xFF, 0xE0] },
        { "The file is an image, a sound or a film", Bytes("RIFF1234WEBP") },
        { "The file is a web page", Bytes("\uFEFF \n<!DOCTYPE html><script>alert(1)</script>") },
        { "The file is a web page", Bytes("<?xml version=\"1.0\"?><svg/>") },
        { "The file is text in UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Shorter)] },
        { "holds bytes that no text has", Bytes("---\ntitle: a\0b\n---\n") },
        { "no text in UTF-8", [.. "title: caf"u8, 0xE9] },
        { "The text is empty", [] },
        { "The text is empty", Bytes("\uFEFF \r\n") },
        { "the most that is taken is 65,536", Bytes(new string('x', SectionText.MostBytes + 1)) },
    };

    [Theory]
    [MemberData(nameof(NoTexts))]
    public async Task WhatIsNoTextIsRefusedByWhatItIsWhateverItsName(string sentence, byte[] bytes)
    {
        var reply = await chat.UploadAsync("plant", "plant.md", bytes);
        Assert.Equal(Outcome.WrongUsage, reply.Outcome);
        Assert.Contains(sentence, PlainText.Render(reply.Blocks), StringComparison.Ordinal);
        Assert.Equal(("curate upload", AuditOutcome.Refused), Assert.Single(chat.Acts));
    }

    public static TheoryData<string, string> BadTexts => new()
    {
        { "anchor", "---\na: &a [x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\ntitle: *c\n---\nTea.\n" },
        { "Error", new string('x', 60_000) },
        { "Error", string.Concat(Enumerable.Repeat("@everyone <@&1> [x](http://y) ", 1_500)) },
        { "Error", "---\n" + new string('[', 30_000) },
        { "Error", "---\ntitle: x\n---\n<script>alert(1)</script>\n" },
    };

    [Theory]
    [MemberData(nameof(BadTexts))]
    public async Task WhatIsABadTextIsShownWithWhatIsWrongAndNotSaved(string sentence, string text)
    {
        var reply = await chat.UploadAsync("plant", "plant.md", Bytes(text));
        Assert.Contains(sentence, PlainText.Render(reply.Blocks), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(reply.Controls, control => control.Label == "Save");
    }

    [Fact]
    public async Task AFileThatCannotBeHadIsRefusedWithTheReason() =>
        Assert.Contains("The link to it is no longer good.", PlainText.Render((await chat.UploadAsync("plant", IncomingFile.Unavailable("The link to it is no longer good."))).Blocks), StringComparison.Ordinal);

    [Fact]
    public async Task NobodyElsesFileIsEvenFetched()
    {
        var file = new IncomingFile("x.md", 1, (_, _) => throw new InvalidOperationException("It was fetched."));
        Assert.Contains("Only curators", PlainText.Render((await chat.UploadAsync("plant", file, reader: Bob)).Blocks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHostileNameIsShownInertAndNoted()
    {
        var shown = await chat.UploadAsync("plant", "../../\u202Etxt.exe\n" + new string('x', 500), Bytes(Shorter));
        await chat.AskAsync(Save(shown));
        var note = chat.State.All[^1].Note!;
        Assert.StartsWith("Uploaded as ../../ txt.exe", note, StringComparison.Ordinal);
        Assert.InRange(note.Length, 1, 80);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    // A thousandth of what it unpacks to.
    private static byte[] Zip()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("plant.md").Open();
            entry.Write(new byte[10_000_000]);
        }

        return stream.ToArray();
    }

    private static byte[] GZip()
    {
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(new byte[10_000_000]);
        }

        return stream.ToArray();
    }
}
