using System.Numerics;

namespace BriefingBot.Host.Discord.Interactions;

/// <summary>
/// Whether 32 bytes are a point that an Ed25519 key can be (RFC 8032, section 5.1.3), and none of the eight of small order,
/// whose signatures anybody can make. Asked once at the start, so that a mistyped key is a sentence and not a bot that
/// refuses everything.
/// </summary>
internal static class SignatureKey
{
    public const int Length = 32;

    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger D = Modulo(-121665 * Inverse(121666));

    public static bool CanSign(ReadOnlySpan<byte> key)
    {
        Span<byte> bytes = stackalloc byte[Length];
        key.CopyTo(bytes);
        bytes[^1] &= 0x7F;
        var y = new BigInteger(bytes, isUnsigned: true);
        if (y >= P)
        {
            return false;
        }

        // x² = (y² - 1) / (d y² + 1) must be a square.
        var square = Modulo((y * y - 1) * Inverse(Modulo(D * y * y + 1)));
        return (square.IsZero || BigInteger.ModPow(square, (P - 1) / 2, P).IsOne) && !HasSmallOrder(square, y);
    }

    // Three doublings lead exactly the points of small order to (0, 1). Doubling needs no x of its own: with u = x² and
    // v = y² it is x'² = 4uv / (1 + duv)² and y' = (u + v) / (1 - duv).
    private static bool HasSmallOrder(BigInteger u, BigInteger y)
    {
        for (var i = 0; i < 3; i++)
        {
            var v = Modulo(y * y);
            var duv = Modulo(D * u * v);
            y = Modulo((u + v) * Inverse(Modulo(1 - duv)));
            var divisor = Inverse(Modulo(1 + duv));
            u = Modulo(4 * u * v * divisor * divisor);
        }

        return u.IsZero && y.IsOne;
    }

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(value, P - 2, P);

    private static BigInteger Modulo(BigInteger value) => (value % P + P) % P;
}
