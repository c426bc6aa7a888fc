using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace BriefingBot.Host.Storage;

/// <summary><c>State</c>: where what must survive a restart is kept.</summary>
internal sealed class StateOptions
{
    public const string Section = "State";

    /// <summary>
    /// <c>Data Source=…</c> is a file of SQLite's, whose relative path is taken from the working folder; <c>Host=…</c> is a
    /// PostgreSQL server. It may hold a password: it is shown nowhere.
    /// </summary>
    [AllowNull]
    public string ConnectionString { get; set => field = value ?? string.Empty; } = "Data Source=data/briefingbot.db";
}

internal sealed class StateOptionsValidator : IValidateOptions<StateOptions>
{
    public ValidateOptionsResult Validate(string? name, StateOptions options) => StateDatabase.Of(options.ConnectionString) is null
        ? ValidateOptionsResult.Fail(
            "State:ConnectionString names no database; write Data Source=data/briefingbot.db for a file of SQLite's, or Host=…;Database=…;Username=…;Password=… for PostgreSQL, with the keys that Npgsql knows.")
        : ValidateOptionsResult.Success;
}
