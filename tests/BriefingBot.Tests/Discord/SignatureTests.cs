using System.Numerics;
using BriefingBot.Host.Discord.Interactions;

namespace BriefingBot.Tests.Discord;

[Trait("Discord", "R10")]
[Trait("Discord", "R12")]
public sealed class SignatureTests
{
    // RFC 8032, section 7.1, tests 1 to 3.
    public static TheoryData<string, string, string> Rfc8032 => new()
    {
        {
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", string.Empty,
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        },
        {
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        },
        {
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        },
    };

    [Theory]
    [MemberData(nameof(Rfc8032))]
    public void TheSignaturesOfRfc8032HoldAndNoBitOfThemMayChange(string key, string message, string signature)
    {
        var verifier = SignatureVerifier.Create(key)!;
        var signed = Convert.FromHexString(message);

        Assert.True(verifier.Verify(signature, signed));
        Assert.True(verifier.Verify(signature.ToUpperInvariant(), signed));
        for (var bit = 0; bit < 512; bit++)
        {
            var bytes = Convert.FromHexString(signature);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(verifier.Verify(Convert.ToHexString(bytes), signed));
        }
    }

    [Theory]
    [MemberData(nameof(Rfc8032))]
    public void ASignatureWhoseSecondHalfIsRaisedByTheOrderIsAnother(string key, string message, string signature)
    {
        var order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);
        var bytes = Convert.FromHexString(signature);
        var raised = new BigInteger(bytes.AsSpan(32), isUnsigned: true) + order;
        raised.TryWriteBytes(bytes.AsSpan(32), out _, isUnsigned: true);

        Assert.False(SignatureVerifier.Create(key)!.Verify(Convert.ToHexString(bytes), Convert.FromHexString(message)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100")]
    [InlineData("z5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b00")]
    public void WhatIsNoSignatureAtAllIsAWrongOne(string signature) =>
        Assert.False(SignatureVerifier.Create("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")!.Verify(signature, []));

    // The eight points of small order, and the forms of theirs that are written differently.
    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")]
    public void AKeyForWhichAnybodyCanSignIsRefused(string key) => Assert.Null(SignatureVerifier.Create(key));

    [Theory]
    [InlineData("")]
    [InlineData("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751")]
    [InlineData("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751zz")]
    [InlineData("0200000000000000000000000000000000000000000000000000000000000000")]
    public void WhatIsNoKeyIsRefused(string key) => Assert.Null(SignatureVerifier.Create(key));
}
