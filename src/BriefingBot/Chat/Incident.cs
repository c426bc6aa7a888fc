using System.Security.Cryptography;

namespace BriefingBot.Chat;

/// <summary>Numbers for what went wrong on our side: the reader is told the number, the log says the rest under it.</summary>
public static class Incident
{
    public static string New() => RandomNumberGenerator.GetString("23456789ABCDEFGHJKMNPQRSTUVWXYZ", 8);
}
