using BriefingBot.Digests.Scheduling;


namespace BriefingBot.Tests.Digests.Commands;

public sealed class TypedScheduleTests
{
    [Theory]
    [InlineData("8", "08:00")]
    [InlineData("08:00", "08:00")]
    [InlineData("8:00", "08:00")]
    [InlineData("8.15", "08:15")]
    [InlineData("20h", "20:00")]
    [InlineData("20h30", "20:30")]
    [InlineData("8am", "08:00")]
    [InlineData("8:30 pm", "20:30")]
    [InlineData("8:30 P.M.", "20:30")]
    [InlineData("12am", "00:00")]
    [InlineData("12pm", "12:00")]
    [InlineData("noon", "12:00")]
    [InlineData(" Midnight ", "00:00")]
    [InlineData("0800", "08:00")]
    [InlineData("830", "08:30")]
    [InlineData("0", "00:00")]
    [InlineData("23:59", "23:59")]
    [InlineData("at 7", "07:00")]
    public void ATimeIsUnderstoodAsPeopleTypeIt(string typed, string expected) => Assert.Equal(TimeOnly.Parse(expected), TimeText.Parse(typed));

    [Theory]
    [InlineData("24:00")]
    [InlineData("25")]
    [InlineData("8:60")]
    [InlineData("8:5")]
    [InlineData("soon")]
    [InlineData("")]
    [InlineData("13pm")]
    [InlineData("0am")]
    [InlineData("-8")]
    [InlineData("8:00:00")]
    [InlineData("08:00 tomorrow")]
    [InlineData("٨")]
    [InlineData("\uD800")]
    [InlineData("000000000000000000000000000008")]
    public void WhatNoClockShowsIsNoTime(string typed) => Assert.Null(TimeText.Parse(typed));

    [Theory]
    [InlineData("daily", Days.All)]
    [InlineData("Every day", Days.All)]
    [InlineData("weekdays", Days.Weekdays)]
    [InlineData("weekend", Days.Weekend)]
    [InlineData("weekends", Days.Weekend)]
    [InlineData("mon,wed,fri", Days.Monday | Days.Wednesday | Days.Friday)]
    [InlineData("Monday Tuesday", Days.Monday | Days.Tuesday)]
    [InlineData("Mondays and Thursdays", Days.Monday | Days.Thursday)]
    [InlineData("on Sunday", Days.Sunday)]
    [InlineData("mon-fri", Days.Weekdays)]
    [InlineData("mon – fri, sun", Days.Weekdays | Days.Sunday)]
    [InlineData("friday to monday", Days.Friday | Days.Weekend | Days.Monday)]
    [InlineData("tue-mon", Days.All)]
    [InlineData("sun-sun", Days.Sunday)]
    [InlineData("tu/th", Days.Tuesday | Days.Thursday)]
    [InlineData("weekdays, sat", Days.Weekdays | Days.Saturday)]
    public void DaysAreUnderstoodAsPeopleTypeThem(string typed, Days expected) => Assert.Equal(expected, DaysText.Parse(typed));

    [Theory]
    [InlineData("")]
    [InlineData("never")]
    [InlineData("m")]
    [InlineData("mon-")]
    [InlineData("-fri")]
    [InlineData("mon-fri-sun")]
    [InlineData("weekdays-sun")]
    [InlineData("1,2")]
    [InlineData("monday tomorrow")]
    public void WhatIsNoDayOfTheWeekIsRefused(string typed) => Assert.Null(DaysText.Parse(typed));

    [Theory]
    [InlineData(Days.All, "Europe/Berlin", "every day at 08:05, Europe/Berlin time")]
    [InlineData(Days.Weekdays, "UTC", "on weekdays at 08:05 UTC")]
    [InlineData(Days.Weekend, "UTC", "at weekends at 08:05 UTC")]
    [InlineData(Days.Monday, "UTC", "on Mondays at 08:05 UTC")]
    [InlineData(Days.Monday | Days.Wednesday | Days.Sunday, "UTC", "on Mondays, Wednesdays and Sundays at 08:05 UTC")]
    public void AScheduleIsSaidInWords(Days days, string zone, string expected) =>
        Assert.Equal(expected, Schedules.InWords(new LocalSchedule(new(8, 5), zone, days)));

    [Fact]
    public void EverySetOfDaysIsReadBackFromItsWords()
    {
        for (var days = 1; days <= (int)Days.All; days++)
        {
            var words = Schedules.InWords((Days)days);
            Assert.Equal((Days)days, DaysText.Parse(words.Replace("at weekends", "weekends", StringComparison.Ordinal)));
        }
    }
}
