using System.Diagnostics.CodeAnalysis;
using BriefingBot.Documents;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.WebChat;

/// <summary><c>WebChat</c>: the chat page in the browser.</summary>
internal sealed class WebChatOptions
{
    public const string Section = "WebChat";

    /// <summary><c>true</c> (the default) or <c>false</c>.</summary>
    [AllowNull]
    public string Enabled { get; set => field = value ?? string.Empty; } = "true";

    /// <summary>
    /// Host names, separated by spaces or commas, under which the page may be asked for from other machines. Empty, the
    /// default, means this machine only. The page has no log-in: whoever reaches it may read what it shows.
    /// </summary>
    [AllowNull]
    public string AllowedHosts { get; set => field = value ?? string.Empty; } = string.Empty;

    public bool IsEnabled => Enabled.Equals("true", StringComparison.OrdinalIgnoreCase);

    public IReadOnlyList<string> AllowedHostList => ListSetting.Split(AllowedHosts);
}

internal sealed class WebChatOptionsValidator : IValidateOptions<WebChatOptions>
{
    public ValidateOptionsResult Validate(string? name, WebChatOptions options)
    {
        var failures = new List<string>();
        if (options.Enabled.ToLowerInvariant() is not ("true" or "false"))
        {
            failures.Add($"WebChat:Enabled is “{SafeText.Echo(options.Enabled)}”; write true or false.");
        }

        failures.AddRange(options.AllowedHostList
            .Where(host => Uri.CheckHostName(host.Trim('[', ']')) is UriHostNameType.Unknown)
            .Select(host => $"WebChat:AllowedHosts names “{SafeText.Echo(host)}”, which is no host name; write names such as chat.example.org, without scheme or port."));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
