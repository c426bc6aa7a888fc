using System.Diagnostics.CodeAnalysis;
using BriefingBot.Chat;
using BriefingBot.Documents;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host;

/// <summary><c>Chat</c>: what holds on every platform.</summary>
internal sealed class ChatOptions
{
    public const string Section = "Chat";

    /// <summary>Who sees an answer: <c>private</c> (the default) or <c>channel</c>. Errors are always private.</summary>
    [AllowNull]
    public string DefaultAudience { get; set => field = value ?? string.Empty; } = "private";

    public Audience Audience => DefaultAudience.Equals("channel", StringComparison.OrdinalIgnoreCase) ? Audience.Channel : Audience.Private;
}

internal sealed class ChatOptionsValidator : IValidateOptions<ChatOptions>
{
    public ValidateOptionsResult Validate(string? name, ChatOptions options) =>
        options.DefaultAudience.ToLowerInvariant() is "private" or "channel"
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Chat:DefaultAudience is “{SafeText.Echo(options.DefaultAudience)}”; write private or channel.");
}
