namespace BriefingBot.Briefings;

/// <summary>Holds the catalogue that is being served. Swapping it is one write; whoever has the old one keeps it whole.</summary>
public sealed class BriefingLibrary
{
    private readonly TaskCompletionSource<Catalogue> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Catalogue? current;

    /// <summary>The catalogue, or null before the first one is there.</summary>
    public Catalogue? Current => current;

    /// <summary>The catalogue; waits for the first one.</summary>
    public ValueTask<Catalogue> CurrentAsync(CancellationToken cancellationToken) =>
        current is { } catalogue ? new(catalogue) : new(first.Task.WaitAsync(cancellationToken));

    /// <summary>Serves this catalogue from now on.</summary>
    public void Publish(Catalogue catalogue)
    {
        current = catalogue;
        first.TrySetResult(catalogue);
    }
}
