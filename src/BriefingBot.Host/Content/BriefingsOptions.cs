using System.Diagnostics.CodeAnalysis;
using BriefingBot.Documents;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Content;

/// <summary><c>Briefings</c>: where the content is.</summary>
internal sealed class BriefingsOptions
{
    public const string Section = "Briefings";

    /// <summary>The folder of topics. A relative path is looked for in the working folder, then beside the program.</summary>
    [AllowNull]
    public string Directory { get; set => field = value ?? string.Empty; } = "briefings";
}

/// <summary><c>Sources</c>: the documents, for operators who hold them and may show them.</summary>
internal sealed class SourcesOptions
{
    public const string Section = "Sources";

    /// <summary>The folder of documents; empty when there is none. Setting it lets readers see the cited passages.</summary>
    [AllowNull]
    public string Directory { get; set => field = value ?? string.Empty; } = string.Empty;
}

internal sealed class BriefingsOptionsValidator : IValidateOptions<BriefingsOptions>
{
    public ValidateOptionsResult Validate(string? name, BriefingsOptions options) => ContentPath.Resolve(options.Directory) is null
        ? ValidateOptionsResult.Fail($"Briefings:Directory is “{SafeText.Echo(options.Directory)}”, and there is no such folder. Create it, or name the folder that holds the topics.")
        : ValidateOptionsResult.Success;
}

internal sealed class SourcesOptionsValidator : IValidateOptions<SourcesOptions>
{
    public ValidateOptionsResult Validate(string? name, SourcesOptions options) =>
        options.Directory.Length > 0 && ContentPath.Resolve(options.Directory) is null
            ? ValidateOptionsResult.Fail($"Sources:Directory is “{SafeText.Echo(options.Directory)}”, and there is no such folder. Name the folder that holds the documents, or leave it empty.")
            : ValidateOptionsResult.Success;
}

internal static class ContentPath
{
    /// <summary>The full path of a folder, looked for in the working folder and then beside the program; null if it is in neither.</summary>
    public static string? Resolve(string directory) =>
        string.IsNullOrWhiteSpace(directory) || directory.Contains('\0', StringComparison.Ordinal)
            ? null
            : new[] { Environment.CurrentDirectory, AppContext.BaseDirectory }
                .Select(home => Path.GetFullPath(directory, home))
                .FirstOrDefault(System.IO.Directory.Exists);
}
