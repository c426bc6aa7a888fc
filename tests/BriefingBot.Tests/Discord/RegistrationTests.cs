using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BriefingBot.Chat;
using BriefingBot.Host.Discord.Registration;
using BriefingBot.Host.Discord.Rest;
using BriefingBot.Host.Search;

namespace BriefingBot.Tests.Discord;

/// <summary>How commands become Discord's, and when they are registered again.</summary>
public sealed class RegistrationTests
{
    private static readonly CommandDefinition Brief = new("brief", "A briefing",
    [
        new("share", OptionKind.Flag, "Post it"),
        new("topic", OptionKind.Name, "The topic", Required: true) { Complete = (_, _) => [] },
    ]);

    private static readonly ImmutableArray<CommandDefinition> Nested =
    [
        Brief,
        new("digest subscribe", "Subscribe", []) { ForManagers = true },
        new("digest list", "List", []) { ForManagers = true },
        new("curate file edit", "Edit", []) { ForManagers = true },
        new("curate status", "Status", []),
    ];

    [Theory]
    [InlineData(true, "applications/1/commands")]
    [InlineData(false, "applications/1/guilds/2/commands")]
    [Trait("Discord", "R49")]
    [Trait("Discord", "R50")]
    [Trait("Discord", "R51")]
    [Trait("Discord", "R52")]
    [Trait("Discord", "R53")]
    [Trait("Discord", "R54")]
    [Trait("Discord", "R55")]
    [Trait("Discord", "R56")]
    [Trait("Discord", "R58")]
    public void OurCommandsKeepDiscordsRules(bool isGlobal, string route)
    {
        using var index = new SectionIndex();
        ImmutableArray<CommandDefinition> all = [.. BotCommands.All(index, TimeProvider.System).Select(command => command.Definition)];
        Assert.Empty(DiscordRules.Check(null, "PUT", route, CommandBodies.Write(all, isGlobal)));
        Assert.Empty(DiscordRules.Check(null, "PUT", route, CommandBodies.Write(Nested, isGlobal)));
    }

    [Fact]
    [Trait("Discord", "R52")]
    [Trait("Discord", "R57")]
    [Trait("Discord", "R58")]
    public void ACommandIsWrittenWithItsRequiredOptionsFirst() => Assert.Equal(
        """
        [{"type":1,"name":"brief","description":"A briefing","options":[{"type":3,"name":"topic","description":"The topic","required":true,"autocomplete":true,"max_length":100},{"type":5,"name":"share","description":"Post it","required":false}],"default_member_permissions":null,"contexts":[0,1,2],"integration_types":[0,1]}]
        """,
        Encoding.UTF8.GetString(CommandBodies.Write([Brief], isGlobal: true)));

    [Fact]
    [Trait("Discord", "R53")]
    [Trait("Discord", "R57")]
    public void NamesOfSeveralWordsAreNestedAndForManagersWhereAllTheirPartsAre()
    {
        var commands = JsonNode.Parse(CommandBodies.Write(Nested, isGlobal: true))!.AsArray();
        var (digest, curate) = (commands[1]!, commands[2]!);
        Assert.Equal(("digest", "subscribe, list", "32", "[0]", "[0]"), ((string?)digest["name"], (string?)digest["description"], (string?)digest["default_member_permissions"], digest["contexts"]!.ToJsonString(), digest["integration_types"]!.ToJsonString()));
        Assert.Equal([1, 1], digest["options"]!.AsArray().Select(option => (int)option!["type"]!));
        Assert.Null(curate["default_member_permissions"]);
        Assert.Equal([2, 1], curate["options"]!.AsArray().Select(option => (int)option!["type"]!));
        Assert.Equal("edit", (string?)curate["options"]![0]!["options"]![0]!["name"]);
    }

    [Theory]
    [InlineData("digest", "digest list")]
    [InlineData("a b c", "a b c d")]
    [InlineData("brief", "brief")]
    [Trait("Discord", "R53")]
    public void NamesThatContradictEachOtherAreABug(string one, string other) =>
        Assert.Throws<InvalidOperationException>(() => CommandBodies.Write([new(one, "One", []), new(other, "Other", [])], isGlobal: true));

    [Fact]
    [Trait("Discord", "R48")]
    public void WhatDiscordFillsInIsNoDifference()
    {
        foreach (var isGlobal in new[] { true, false })
        {
            var ours = CommandBodies.Write(Nested, isGlobal);
            Assert.True(CommandComparison.AreSame(ours, AsDiscordAnswers(ours), isGlobal));
        }
    }

    [Theory]
    [InlineData("description", "\"Another\"")]
    [InlineData("default_member_permissions", "\"32\"")]
    [InlineData("contexts", "[0]")]
    [InlineData("contexts", "null")]
    [InlineData("nsfw", "true")]
    [InlineData("options", "[]")]
    [InlineData("name", "\"other\"")]
    [InlineData("type", "2")]
    [InlineData("description_localizations", "{\"de\":\"Ein Briefing\"}")]
    [Trait("Discord", "R48")]
    public void WhatWeDidNotSayIsADifference(string field, string value)
    {
        var ours = CommandBodies.Write([Brief], isGlobal: true);
        var theirs = JsonNode.Parse(AsDiscordAnswers(ours))!;
        theirs[0]![field] = JsonNode.Parse(value);
        Assert.False(CommandComparison.AreSame(ours, Bytes(theirs), isGlobal: true));
    }

    [Theory]
    [InlineData("required", "false")]
    [InlineData("autocomplete", "false")]
    [InlineData("max_length", "99")]
    [InlineData("min_length", "1")]
    [InlineData("choices", "[{\"name\":\"a\",\"value\":\"a\"}]")]
    [Trait("Discord", "R48")]
    public void AnOptionThatDiffersIsADifference(string field, string value)
    {
        var ours = CommandBodies.Write([Brief], isGlobal: true);
        var theirs = JsonNode.Parse(AsDiscordAnswers(ours))!;
        theirs[0]!["options"]![0]![field] = JsonNode.Parse(value);
        Assert.False(CommandComparison.AreSame(ours, Bytes(theirs), isGlobal: true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("[null]")]
    [InlineData("[{\"name\":1,\"options\":{}}]")]
    [InlineData("<html>")]
    [Trait("Discord", "R48")]
    [Trait("Discord", "R6")]
    public void AnswersOfAnyShapeAreADifferenceAndNoFailure(string theirs) =>
        Assert.False(CommandComparison.AreSame(CommandBodies.Write([Brief], isGlobal: true), Encoding.UTF8.GetBytes(theirs), isGlobal: true));

    [Fact]
    [Trait("Discord", "R48")]
    public void OneCommandTooManyOrTooFewIsADifference()
    {
        var (one, more) = (CommandBodies.Write([Brief], isGlobal: true), CommandBodies.Write(Nested, isGlobal: true));
        Assert.False(CommandComparison.AreSame(one, more, isGlobal: true));
        Assert.False(CommandComparison.AreSame(more, one, isGlobal: true));
    }

    [Theory]
    [InlineData(401, 0, "Discord:Token")]
    [InlineData(403, 50001, "Discord:GuildId")]
    [InlineData(404, 10002, "Discord:ApplicationId")]
    [InlineData(400, 30034, "tomorrow")]
    [InlineData(400, 50035, "50035")]
    public void ARefusalSaysWhatToDo(int status, int code, string expected) =>
        Assert.Contains(expected, RegistrationFailure.InWords(new(RestOutcome.Refused, status, code, default), isGlobal: false), StringComparison.Ordinal);

    [Fact]
    public void TheInviteAsksForFourRightsAndNoMore() => Assert.Equal(
        "https://discord.com/oauth2/authorize?client_id=123&scope=bot%20applications.commands&permissions=274877975552",
        BotInvite.Url("123"));

    [Theory]
    [InlineData("brief", true)]
    [InlineData("ไทย", true)]
    [InlineData("नमस्ते", true)]
    [InlineData("it's", true)]
    [InlineData("Brief", false)]
    [InlineData("two words", false)]
    [InlineData("", false)]
    [InlineData("𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷", true)]
    [InlineData("abcdefghijklmnopqrstuvwxyz1234567", false)]
    [Trait("Discord", "R49")]
    public void NamesAreLettersDigitsAndHyphens(string name, bool isName) => Assert.Equal(isName, CommandRules.IsName(name));

    [Theory]
    [InlineData("""[{"name":"\ud800"}]""")]
    [InlineData("""[7]""")]
    [InlineData("""{"message":"no list"}""")]
    [InlineData("")]
    [Trait("Discord", "R6")]
    public void WhatIsNoListOfCommandsIsNotOurs(string theirs) =>
        Assert.False(CommandComparison.AreSame(CommandBodies.Write([Brief], isGlobal: true), Encoding.UTF8.GetBytes(theirs), isGlobal: true));

    private static byte[] AsDiscordAnswers(byte[] ours)
    {
        var commands = JsonNode.Parse(ours)!.AsArray();
        foreach (var command in commands.OfType<JsonObject>())
        {
            command["id"] = "1";
            command["application_id"] = "2";
            command["version"] = "3";
            command["nsfw"] = false;
            command["default_permission"] = true;
            command["dm_permission"] = false;
            command["name_localizations"] = null;
            command["description_localizations"] = new JsonObject();
            command["handler"] = 1;
            command["contexts"] = command["contexts"] is JsonArray contexts ? new JsonArray([.. contexts.Reverse().Select(item => item!.DeepClone())]) : null;
            FillIn(command);
        }

        return Bytes(new JsonArray([.. commands.Reverse().Select(command => command!.DeepClone())]));

        static void FillIn(JsonObject command)
        {
            foreach (var option in (command["options"] as JsonArray ?? []).OfType<JsonObject>())
            {
                option["name_localizations"] = null;
                option["choices"] = new JsonArray();
                if (option["required"] is { } required && !(bool)required)
                {
                    option.Remove("required");
                }

                FillIn(option);
            }

            if (command["options"] is JsonArray { Count: 0 })
            {
                command.Remove("options");
            }
        }
    }

    private static byte[] Bytes(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node);
}
