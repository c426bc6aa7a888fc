using System.Diagnostics.CodeAnalysis;
using BriefingBot.Authoring;
using BriefingBot.Chat;
using BriefingBot.Curating.Editing;
using BriefingBot.Curating.Records;
using BriefingBot.Documents;

namespace BriefingBot.Curating.Commands;

/// <summary>
/// <c>/curate upload TOPIC SECTION FILE [FROM]</c>: proposes the text of a file. Which revision it started from is said by the
/// option, or by the name that a download has; otherwise it is compared with what is there now, and the answer says so.
/// </summary>
internal sealed class UploadCommand(CuratorServices services, Drafts drafts, TimeProvider time) : ChangeCommand(
    "upload", "Change a section's text, or write a new section, with a file", services, drafts, time,
    new OptionDefinition(CurateOptions.File, OptionKind.File, "The section as plain text, such as a download that you changed", Required: true),
    CurateOptions.RevisionOption(services, CurateOptions.From, "The revision that the file started from; not needed where its name is that of a download"))
{
    protected override bool TakesNew => true;

    protected override async Task<Reply> AnswerAsync(string topic, string section, ChatRequest request, BriefingState state, CancellationToken cancellationToken)
    {
        var opened = Services.Editor.Open(topic, section);
        if (opened.Refusal is { } blocked)
        {
            return await RefusedAsync(request, topic, section, Blocked(blocked));
        }

        var file = request.Files[CurateOptions.File];
        var content = await file.ReadAsync(SectionText.MostBytes, cancellationToken);
        if (!TryRead(content, out var text, out var refusal))
        {
            return await RefusedAsync(request, topic, section, Refusal.Usage(refusal + " The file as it is now is given by", $"/curate download {topic} {section}"));
        }

        var said = request.Option(CurateOptions.From)?.ToLowerInvariant();
        if (said is not null && await TextOfAsync(topic, section, said, cancellationToken) is null)
        {
            return await RefusedAsync(request, topic, section, UnknownRevision(topic, section, said));
        }

        var from = said ?? await RevisionInNameAsync(topic, section, file, cancellationToken);
        var remark = from is null && opened.Now is not null
            ? $"Neither “{CurateOptions.From}” nor the file's name says which revision it started from, so it is compared with what is there now: see that it undoes nothing that others changed."
            : null;
        return await ProposeTypedAsync(
            $"Save this text of {TitleOf(state, topic, section)}?", new(topic, section, from ?? opened.Now?.Revision, text), opened.Now,
            Way.Upload, $"Uploaded as {SafeText.Echo(file.Name)}", remark, request, state);
    }

    private static bool TryRead(FileContent content, [NotNullWhen(true)] out SectionText? text, [NotNullWhen(false)] out string? refusal)
    {
        if (content is FileContent.Whole whole)
        {
            return UploadedText.TryRead(whole.Bytes.Span, out text, out refusal);
        }

        (text, refusal) = (null, ((FileContent.Refused)content).Reason);
        return false;
    }

    // Eight digits may be anything else, such as a date.
    private async Task<string?> RevisionInNameAsync(string topic, string section, IncomingFile file, CancellationToken cancellationToken) =>
        DownloadName.RevisionIn(file.Name) is { } id && await TextOfAsync(topic, section, id, cancellationToken) is not null ? id : null;
}
