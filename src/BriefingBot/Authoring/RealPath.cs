namespace BriefingBot.Authoring;

/// <summary>Where a path really leads.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The full path with every link in it followed, as <c>realpath</c> does; links may stand in any part of it.</summary>
    /// <exception cref="IOException">Links lead round in a circle.</exception>
    public static string Of(string path)
    {
        var resolved = Path.GetPathRoot(path)!;
        var parts = new Stack<string>(path[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse());
        var links = 0;
        while (parts.TryPop(out var part))
        {
            if (part is "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? resolved;
                continue;
            }

            var next = part is "." ? resolved : Path.Combine(resolved, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                resolved = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new IOException("Too many links.");
            }

            foreach (var step in target.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                parts.Push(step);
            }

            resolved = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : resolved;
        }

        return resolved;
    }
}
