namespace BriefingBot.Tests;

/// <summary>Needs the files and permissions of Unix.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows has other files and permissions.";
        }
    }
}
