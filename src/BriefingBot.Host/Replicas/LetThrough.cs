using System.Data.Common;
using BriefingBot.Authoring;
using BriefingBot.Host.Storage;
using Dapper;
using CommandDefinition = Dapper.CommandDefinition;

namespace BriefingBot.Host.Replicas;

/// <summary>Which changes a curator let through lately, by <see cref="HeldChange.Key"/>. A notice alone proves nothing: every role of the database may send one.</summary>
internal sealed class LetThrough(StateStore state)
{
    /// <summary>Takes one down, in the transaction that tells of it.</summary>
    public static async Task AddAsync(string key, DbTransaction transaction, CancellationToken cancellationToken) => await transaction.Connection!.ExecuteAsync(new CommandDefinition(
        """
        delete from let_through where at < now() - interval '1 day';
        insert into let_through (key) values (@key) on conflict (key) do update set at = now()
        """,
        new { key }, transaction, cancellationToken: cancellationToken));

    public Task<bool> IncludesAsync(string key, CancellationToken cancellationToken) => state.ReadAsync(
        connection => connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select 1 from let_through where key = @key and at > now() - interval '10 minutes')", new { key }, cancellationToken: cancellationToken)),
        cancellationToken);
}
