using BriefingBot.Host.Discord;
using BriefingBot.Tests.Host;
using Microsoft.Extensions.Configuration;

namespace BriefingBot.Tests.Discord;

public sealed class SettingsTests
{
    private const string Key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    [Fact]
    public void WithNothingSetDiscordIsOffAndNothingIsMissing()
    {
        var options = new DiscordOptions();

        Assert.False(options.IsOn);
        Assert.Empty(Failures(options));
    }

    [Fact]
    public void WhatIsSetButEmptyIsNotSet()
    {
        var options = new DiscordOptions { Token = "", ApplicationId = " ", PublicKey = "", Transport = "", ApiBaseUrl = " ", GuildId = "", ShardId = "", ShardCount = "" };

        Assert.False(options.IsOn);
        Assert.True(options.IsGateway);
        Assert.Equal("https://discord.com/api/v10/", options.ApiBase.ToString());
    }

    [Fact]
    public void WhatIsCompleteIsTaken()
    {
        Assert.Empty(Failures(new() { Token = " a.b.c ", ApplicationId = "1" }));
        Assert.Empty(Failures(new() { Token = "a.b.c", ApplicationId = "1", Transport = "HTTP", PublicKey = Key, GuildId = "2" }));
        Assert.Empty(Failures(new() { Token = "a.b.c", ApplicationId = "1", ShardId = "1", ShardCount = "2" }));
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { "ApplicationId=1", "Discord:Token is not set" },
        { "Token=a.b.c", "Discord:ApplicationId is not set" },
        { "Transport=http;Token=a.b.c;ApplicationId=1", "Discord:PublicKey is not set, and Discord:Transport is http" },
        { "Token=Bot a.b.c;ApplicationId=1", "begins with the word “Bot”" },
        { "Token=a b.c;ApplicationId=1", "holds a space" },
        { "Token=\"a.b.c\";ApplicationId=1", "a quotation mark" },
        { "Token=a.b.c;ApplicationId=mine", "Discord:ApplicationId is “mine”" },
        { "Token=a.b.c;ApplicationId=1;Transport=both", "write gateway or http. Discord delivers by one of them, never by both." },
        { "Token=a.b.c;ApplicationId=1;Transport=gateway,http", "Discord:Transport is “gateway,http”" },
        { "Token=a.b.c;ApplicationId=1;Transport=http;PublicKey=abc", "Discord:PublicKey is “abc”" },
        { "Token=a.b.c;ApplicationId=1;PublicKey=0100000000000000000000000000000000000000000000000000000000000000", "which is no public key" },
        { "Token=a.b.c;ApplicationId=1;ApiBaseUrl=discord.com", "Discord:ApiBaseUrl is “discord.com”" },
        { "Token=a.b.c;ApplicationId=1;ApiBaseUrl=https://discord.com/api/v9", "ends in /api/v10" },
        { "Token=a.b.c;ApplicationId=1;ApiBaseUrl=http://discord.com/api/v10", "the bot's token would be sent unencrypted; write https://" },
        { "Token=a.b.c;ApplicationId=1;ApiBaseUrl=http://PTB.Discord.com", "Discord:ApiBaseUrl begins with http," },
        { "Token=a.b.c;ApplicationId=1;ShardId=0", "Discord:ShardCount is not" },
        { "Token=a.b.c;ApplicationId=1;ShardCount=none", "Discord:ShardCount is “none”" },
        { "Token=a.b.c;ApplicationId=1;ShardCount=1001", "Discord:ShardCount is “1001”; write a number from 1, at most 1,000 where Discord:ShardId is empty." },
        { "Token=a.b.c;ApplicationId=1;ShardId=2;ShardCount=2", "write a number from 0 to 1" },
        { "Token=a.b.c;ApplicationId=1;GuildId=here", "Discord:GuildId is “here”" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistakeIsOneSentenceThatNamesTheSetting(string settings, string sentence)
    {
        var options = new DiscordOptions();
        foreach (var setting in settings.Split(';').Select(setting => setting.Split('=', 2)))
        {
            typeof(DiscordOptions).GetProperty(setting[0])!.SetValue(options, setting[1]);
        }

        Assert.Contains(sentence, Assert.Single(Failures(options)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ApplicationId")]
    [InlineData("PublicKey")]
    [InlineData("Transport")]
    [InlineData("GuildId")]
    [InlineData("ShardId")]
    [InlineData("ShardCount")]
    [InlineData("ApiBaseUrl")]
    [Trait("Discord", "R9")]
    public void ASecretInTheWrongPlaceIsNotShown(string setting)
    {
        const string Secret = "https://user:aBcDeFgHiJkLmNoPqRsTuVwXyZ0@discord.example/";
        var options = new DiscordOptions { Token = "a.b.c", ApplicationId = "1", ShardCount = setting == "ShardId" ? "2" : "" };
        typeof(DiscordOptions).GetProperty(setting)!.SetValue(options, Secret);

        var sentence = Assert.Single(Failures(options));
        Assert.StartsWith($"Discord:{setting} is ", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("aBc", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Discord:CdnHosts", "", "cdn.discordapp.com media.discordapp.net")]
    [InlineData("Discord:CdnHosts", "files.example, 127.0.0.1:5", "files.example 127.0.0.1:5")]
    [InlineData("Discord:CdnHosts:0", "files.example", "files.example")]
    [Trait("Discord", "R85")]
    public void FilesAreFetchedFromDiscordsOwnHostsUnlessOthersAreNamed(string key, string value, string hosts)
    {
        var options = new DiscordOptions();
        options.ReadCdnHosts(Section(key, value));
        Assert.Equal(hosts, string.Join(' ', options.CdnHosts));
        Assert.Empty(Failures(options));
    }

    [Fact]
    [Trait("Discord", "R85")]
    public void AHostThatIsNoneIsNamed()
    {
        var options = new DiscordOptions { Token = "a.b.c", ApplicationId = "1" };
        options.ReadCdnHosts(Section("Discord:CdnHosts", "http://files.example"));
        Assert.StartsWith("Discord:CdnHosts has “http://files.example”, which is no host;", Assert.Single(Failures(options)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Discord:Tokn", "x", "“Tokn”")]
    [InlineData("Discord:Shards:Count", "2", "“Shards”")]
    [InlineData("Discord:MTIzNDU2Nzg5MDEyMzQ1Njc4.aBcDeF.secret", "x", "a text of 38 characters")]
    [Trait("Discord", "R9")]
    public void ANameThatIsNoSettingIsNamedThoughNothingElseIsSet(string key, string value, string shown)
    {
        var options = new DiscordOptions();
        options.ReadUnknown(Section(key, value));

        Assert.Equal($"Discord has {shown}, which means nothing there; its settings are Token, ApplicationId, PublicKey, Transport, GuildId, ShardId, ShardCount, ApiBaseUrl, CdnHosts.", Assert.Single(Failures(options)));
    }

    [Theory]
    [InlineData("Discord:Tokn", " ")]
    [InlineData("Discord:TOKEN", "x")]
    [InlineData("Discord:CdnHosts:0", "files.example")]
    public void ANameThatIsASettingOrHasNoValueIsNoMistake(string key, string value)
    {
        var options = new DiscordOptions();
        options.ReadUnknown(Section(key, value));

        Assert.Empty(options.Unknown);
    }

    private static IConfigurationSection Section(string key, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build().GetSection(DiscordOptions.Section);

    [Theory]
    [InlineData("http://127.0.0.1:5/", "http://127.0.0.1:5/api/v10/")]
    [InlineData("http://127.0.0.1:5/api", "http://127.0.0.1:5/api/v10/")]
    [InlineData("http://127.0.0.1:5/api/v10", "http://127.0.0.1:5/api/v10/")]
    [InlineData("https://proxy.example/discord/api/v10/", "https://proxy.example/discord/api/v10/")]
    [Trait("Discord", "R2")]
    public void AnAddressWithoutAVersionGetsIt(string setting, string expected)
    {
        Assert.Equal(expected, new DiscordOptions { ApiBaseUrl = setting }.ApiBase.ToString());
        Assert.Empty(Failures(new() { Token = "a.b.c", ApplicationId = "1", ApiBaseUrl = setting }));
    }

    [Fact]
    [Trait("Discord", "R9")]
    public async Task TheProgramNamesAllThatIsWrongAtOnceAndNeverTheToken()
    {
        var run = await ProgramRun.OfAsync("dotnet", [ProgramRun.Program, "--urls=http://127.0.0.1:0", "--Discord:Token=Bot s3cr3t.t0k3n", "--Discord:Transport=http"], AppContext.BaseDirectory);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("BriefingBot cannot start:", run.Error, StringComparison.Ordinal);
        Assert.Contains("- Discord:Token begins with", run.Error, StringComparison.Ordinal);
        Assert.Contains("- Discord:ApplicationId is not set", run.Error, StringComparison.Ordinal);
        Assert.Contains("- Discord:PublicKey is not set", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", run.Output + run.Error, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Failures(DiscordOptions options) => [.. new DiscordOptionsValidator().Validate(null, options).Failures ?? []];
}
