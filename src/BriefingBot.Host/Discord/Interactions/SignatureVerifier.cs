using NSec.Cryptography;

namespace BriefingBot.Host.Discord.Interactions;

/// <summary>Tells whether a request comes from Discord (Discord R10): Ed25519, by libsodium, which refuses what could be altered (s ≥ L, points of small order).</summary>
internal sealed class SignatureVerifier
{
    /// <summary>How many hexadecimal digits a signature has.</summary>
    public const int HexLength = 2 * SignatureLength;

    private const int SignatureLength = 64;

    private readonly PublicKey key;

    private SignatureVerifier(PublicKey key) => this.key = key;

    /// <summary>The verifier for a key of 64 hexadecimal digits; null when it is none that can sign.</summary>
    /// <exception cref="DllNotFoundException">The native library does not load on this machine.</exception>
    public static SignatureVerifier? Create(string publicKey)
    {
        var bytes = new byte[SignatureKey.Length];
        return publicKey.Length == 2 * SignatureKey.Length
            && Convert.FromHexString(publicKey, bytes, out _, out _) is System.Buffers.OperationStatus.Done
            && SignatureKey.CanSign(bytes)
            && PublicKey.TryImport(SignatureAlgorithm.Ed25519, bytes, KeyBlobFormat.RawPublicKey, out var key)
            ? new(key!)
            : null;
    }

    /// <param name="signature">128 hexadecimal digits.</param>
    /// <param name="signed">The bytes of the time stamp's header, and the body's right after them.</param>
    public bool Verify(ReadOnlySpan<char> signature, ReadOnlySpan<byte> signed)
    {
        Span<byte> bytes = stackalloc byte[SignatureLength];
        return signature.Length == HexLength
            && Convert.FromHexString(signature, bytes, out _, out _) is System.Buffers.OperationStatus.Done
            && SignatureAlgorithm.Ed25519.Verify(key, signed, bytes);
    }
}
