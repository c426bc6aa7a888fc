using System.Text.RegularExpressions;
using BriefingBot.Curating;
using BriefingBot.Documents;
using BriefingBot.Host.WebChat;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Curating;

/// <summary>A mistyped curator is nobody, and who waits to be one should not have to guess why.</summary>
internal sealed partial class CuratorsOptionsValidator(IConfiguration configuration) : IValidateOptions<CuratorsOptions>
{
    public ValidateOptionsResult Validate(string? name, CuratorsOptions options)
    {
        List<string> failures =
        [
            .. options.Unknown.Select(unknown => $"Curators has “{SafeText.Echo(unknown)}”, which means nothing there. Put people under Curators:Users, roles under Curators:Roles, servers under Curators:Servers, the curator page's token under Curators:PageToken."),
            .. Failures(nameof(options.Users), options.Users.Where(user => user != Curators.Browser), "a person", ", or browser for the chat page on this machine"),
            .. Failures(nameof(options.Roles), options.Roles, "a role"),
            .. Failures(nameof(options.Servers), options.Servers, "a server"),
        ];
        if (options.Users.Contains(Curators.Browser)
            && new WebChatOptions { AllowedHosts = configuration[$"{WebChatOptions.Section}:{nameof(WebChatOptions.AllowedHosts)}"] }.AllowedHostList.Count > 0)
        {
            failures.Add("Curators:Users names browser, and WebChat:AllowedHosts opens the chat page to other machines, where nobody logs in. Take one of the two out.");
        }

        if (!CuratorPage.PageToken.IsAcceptable(options.PageToken))
        {
            // Never with the value.
            failures.Add($"Curators:PageToken is too easy to guess. Write print for a new one at each start, off for none, or at least {CuratorPage.PageToken.Least} letters, digits, hyphens and underscores by chance, such as “openssl rand -hex 32” prints.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(string list, IEnumerable<string> entries, string what, string more = "") =>
        entries.Where(entry => !Entry().IsMatch(entry))
            .Select(entry => $"Curators:{list} has “{SafeText.Echo(entry)}”; write {what} as discord:ID with the ID's digits, or slack:ID{more}.");

    [GeneratedRegex(@"^(discord:[1-9][0-9]{0,19}|slack:[A-Z0-9]{1,20})\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Entry();
}
