namespace BriefingBot.Host.Discord;

/// <summary>Rights on a server, as Discord's bits (Discord R57).</summary>
internal static class Permission
{
    public const ulong Administrator = 1UL << 3;
    public const ulong ManageServer = 1UL << 5;
    public const ulong ViewChannel = 1UL << 10;
    public const ulong SendMessages = 1UL << 11;
    public const ulong ReadMessageHistory = 1UL << 16;
    public const ulong SendMessagesInThreads = 1UL << 38;
}
