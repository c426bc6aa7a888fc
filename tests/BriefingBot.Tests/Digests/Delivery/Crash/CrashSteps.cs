using System.Diagnostics;

namespace BriefingBot.Tests.Digests.Delivery;

/// <summary>Counts what the process does and ends it at one of its steps, as <c>kill -9</c> does.</summary>
/// <param name="last">The step that is not survived; 0 to live on.</param>
internal sealed class CrashSteps(int last)
{
    private int taken;

    public void Next()
    {
        if (Interlocked.Increment(ref taken) == last)
        {
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
