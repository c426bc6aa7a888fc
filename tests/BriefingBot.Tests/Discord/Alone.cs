namespace BriefingBot.Tests.Discord;

/// <summary>For tests that measure the whole process, or have to keep a time of Discord's: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
