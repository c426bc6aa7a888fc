using BriefingBot.Tests.Content;
using BriefingBot.Tests.Digests.Delivery;

namespace BriefingBot.Tests;

/// <summary>Tests that end processes run this assembly as a program; the test platform does not use this entry point.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments) => arguments switch
    {
        [CrashChild.Verb, .. var rest] => CrashChild.RunAsync(rest),
        [HerdChild.Verb, .. var rest] => HerdChild.RunAsync(rest),
        [SaveChild.Verb, .. var rest] => SaveChild.RunAsync(rest),
        _ => Task.FromResult(2),
    };
}
