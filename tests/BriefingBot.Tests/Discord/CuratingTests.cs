using System.Text.Json.Nodes;
using BriefingBot.Chat;
using BriefingBot.Curating.Records;
using BriefingBot.Host.Discord.Registration;
using Microsoft.Extensions.DependencyInjection;

namespace BriefingBot.Tests.Discord;

/// <summary>Curators on Discord: known by their id or a role, whatever they manage.</summary>
public sealed class CuratingTests : IAsyncLifetime
{
    private const string Role = "1100000000000000902";
    private const string Person = "1100000000000000445";

    private DiscordBot bot = null!;

    public async Task InitializeAsync() =>
        bot = await DiscordBot.OverHttpAsync(configure: null, $"--Curators:Roles=discord:{Role}", $"--Curators:Users:0=discord:{Person}");

    public async Task DisposeAsync() => await bot.DisposeAsync();

    [Fact]
    [Trait("Discord", "R24")]
    public async Task ARoleOrAnIdMakesACurator()
    {
        Assert.Contains("Status of the briefings", await SayAsync(WithRoles(TestInteraction.Command("curate status"), "1", Role)), StringComparison.Ordinal);
        var byId = TestInteraction.Command("curate status");
        byId.Json["member"]!["user"]!["id"] = Person;
        Assert.Contains("Status of the briefings", await SayAsync(byId), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R29")]
    public async Task NobodyElseIsOneWhateverTheyManage()
    {
        Assert.Contains("Only curators may", await SayAsync(TestInteraction.Command("curate status").By(~0UL)), StringComparison.Ordinal);
        Assert.Contains("Only curators may", await SayAsync(WithRoles(TestInteraction.Press("1-1/curate reload"), "1")), StringComparison.Ordinal);
        var audit = await bot.Bot.App.Services.GetRequiredService<IAuditLog>().ReadAsync(new(), 10, default);
        Assert.Equal(["curate reload", "curate status"], audit.Select(entry => entry.Act).Order());
        Assert.All(audit, entry => Assert.Equal((AuditOutcome.Refused, "reader"), (entry.Outcome, entry.Who.Person.Name)));
    }

    [Fact]
    [Trait("Discord", "R24")]
    public async Task WhoDiscordDoesNotNameIsNobody()
    {
        var interaction = TestInteraction.Command("curate status");
        interaction.Json["member"]!["user"]!.AsObject().Remove("id");
        Assert.Contains("can name people under Curators:Users", await SayAsync(interaction), StringComparison.Ordinal);
        var audit = await bot.Bot.App.Services.GetRequiredService<IAuditLog>().ReadAsync(new(), 10, default);
        Assert.Equal(string.Empty, Assert.Single(audit).Who.Person.Id);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"1100000000000000902\"")]
    [InlineData("{\"0\":\"1100000000000000902\"}")]
    [InlineData("[[\"1100000000000000902\"],{\"id\":\"1100000000000000902\"},1100000000000000902,null]")]
    [Trait("Discord", "R23")]
    public async Task RolesOfAnotherShapeAreNone(string roles)
    {
        var interaction = TestInteraction.Command("curate status");
        interaction.Json["member"]!["roles"] = JsonNode.Parse(roles);
        Assert.Contains("Only curators may", await SayAsync(interaction), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Discord", "R75")]
    public async Task WhatIsPressedOrTypedWrongIsRefusedWithASentence()
    {
        var asked = (await bot.SendAsync(WithRoles(TestInteraction.Command("curate verify", ("topic", "china-nk"), ("section", "no-such-section")), Role)))!;
        Assert.Contains("has no section", asked.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("waits to be saved", await SayAsync(WithRoles(TestInteraction.Press("1-1/curate save abcdefgh"), Role)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "applications/1/commands")]
    [InlineData(false, "applications/1/guilds/2/commands")]
    [Trait("Discord", "R57")]
    public void TheCommandsAreRegisteredOpenlySinceCuratorsNeedNotManageAnything(bool isGlobal, string route)
    {
        var body = CommandBodies.Write(bot.Bot.App.Services.GetRequiredService<ChatRouter>().Definitions, isGlobal);
        Assert.Empty(DiscordRules.Check(null, "PUT", route, body));
        var curate = JsonNode.Parse(body)!.AsArray().Single(command => (string?)command!["name"] == "curate")!;
        Assert.Null(curate["default_member_permissions"]);
        var commands = curate["options"]!.AsArray();
        Assert.DoesNotContain(commands, option => (string?)option!["name"] is "save" or "put" or "again");
        Assert.Equal([3, 3, 11, 3], commands.Single(option => (string?)option!["name"] == "upload")!["options"]!.AsArray().Select(option => (int)option!["type"]!));
    }

    [Fact]
    [Trait("Discord", "R59")]
    [Trait("Discord", "R60")]
    public async Task NamesAreInOneLanguageAndRightsToCommandsAreLeftToServers()
    {
        var put = await bot.Discord.Rest.NextAsync(request => request.Method == "PUT" && request.Path.EndsWith("/commands", StringComparison.Ordinal));
        Assert.DoesNotContain("_localizations", put.Json!.ToJsonString(), StringComparison.Ordinal);

        // A test that ends like this fails where one was touched.
        Assert.Empty(bot.Discord.Rest.Violations);
        Assert.DoesNotContain(bot.Discord.Rest.Requests, request => request.Path.EndsWith("/permissions", StringComparison.Ordinal));
    }

    private static TestInteraction WithRoles(TestInteraction interaction, params string[] roles)
    {
        interaction.Json["member"]!["roles"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]);
        return interaction;
    }

    private async Task<string> SayAsync(TestInteraction interaction) => MessageJson.Text((await bot.SendAsync(interaction))!["data"]!);
}
