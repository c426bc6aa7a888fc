using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace BriefingBot.Tests.Digests.Scheduling;

/// <summary>What a compiled file of tzdata says (RFC 9636): every change of the offset, in Unix seconds, and the rule that follows the last.</summary>
internal sealed partial record CompiledZone(int FirstOffset, (long At, int Offset)[] Changes, string Rule)
{
    private const int HeaderLength = 44;

    public int LastYear => Changes.Length == 0 ? 0 : DateTimeOffset.FromUnixTimeSeconds(Changes[^1].At).Year;

    /// <summary>Whether .NET 10 misreads the rule, which changes the clocks at an hour before 0 or after 23.</summary>
    public bool IsRuleMisread => OddHour().IsMatch(Rule);

    public static CompiledZone Read(ReadOnlySpan<byte> file)
    {
        // The first block has 32-bit times, for old readers; the second is the one that counts.
        var first = Counts(file);
        var block = file[(HeaderLength + (first.Times * 5) + (first.Types * 6) + first.Letters + (first.Leaps * 8) + first.Standard + first.Universal)..];
        var counts = Counts(block);
        var times = block[HeaderLength..];
        var indexes = times[(counts.Times * 8)..];
        var types = indexes[counts.Times..];
        var changes = new (long, int)[counts.Times];
        for (var i = 0; i < counts.Times; i++)
        {
            changes[i] = (BinaryPrimitives.ReadInt64BigEndian(times[(i * 8)..]), BinaryPrimitives.ReadInt32BigEndian(types[(indexes[i] * 6)..]));
        }

        var rule = types[((counts.Types * 6) + counts.Letters + (counts.Leaps * 12) + counts.Standard + counts.Universal)..];
        return new(BinaryPrimitives.ReadInt32BigEndian(types), changes, Encoding.ASCII.GetString(rule).Trim('\n'));
    }

    /// <summary>The offset at the start, in seconds, and each other one with its beginning.</summary>
    public IEnumerable<(long At, int Offset)> OffsetsBetween(long start, long end)
    {
        var offset = Changes.Where(change => change.At <= start).Select(change => change.Offset).LastOrDefault(FirstOffset);
        yield return (start, offset);
        foreach (var change in Changes.Where(change => change.At > start && change.At < end && change.Offset != offset))
        {
            offset = change.Offset;
            yield return change;
        }
    }

    private static (int Universal, int Standard, int Leaps, int Times, int Types, int Letters) Counts(ReadOnlySpan<byte> header) =>
        (Number(header, 20), Number(header, 24), Number(header, 28), Number(header, 32), Number(header, 36), Number(header, 40));

    private static int Number(ReadOnlySpan<byte> header, int place) => BinaryPrimitives.ReadInt32BigEndian(header[place..]);

    [GeneratedRegex("/(?:-|2[4-9]|[3-9][0-9]|1[0-9]{2})")]
    private static partial Regex OddHour();
}
