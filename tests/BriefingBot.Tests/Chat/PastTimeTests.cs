using System.Globalization;
using BriefingBot.Chat;

namespace BriefingBot.Tests.Chat;

public sealed class PastTimeTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    // In Berlin it is Sunday already.
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 23, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("3d", "2026-11-18T23:30Z")]
    [InlineData(" 2W ", "2026-11-07T23:30Z")]
    [InlineData("0d", "2026-11-21T23:30Z")]
    [InlineData("today", "2026-11-21T23:00Z")]
    [InlineData("yesterday", "2026-11-20T23:00Z")]
    [InlineData("sunday", "2026-11-21T23:00Z")]
    [InlineData("Mon", "2026-11-15T23:00Z")]
    [InlineData("saturday", "2026-11-20T23:00Z")]
    [InlineData("2026-07-01", "2026-06-30T22:00Z")]
    [InlineData("1 Jul 2026", "2026-06-30T22:00Z")]
    public void WhatIsTypedIsAMoment(string typed, string moment) =>
        Assert.Equal(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture), PastTime.Parse(typed, Berlin, Now));

    [Theory]
    [InlineData("2026-11-23")]
    [InlineData("tomorrow")]
    [InlineData("1900-01-01")]
    [InlineData("99999999w")]
    [InlineData("-3d")]
    [InlineData("s")]
    [InlineData("3")]
    [InlineData("")]
    [InlineData("2026-02-30")]
    public void WhatIsNoPastTimeIsNone(string typed) => Assert.Null(PastTime.Parse(typed, Berlin, Now));
}
