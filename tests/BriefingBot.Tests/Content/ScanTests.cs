using BriefingBot.Host.Content;
using Microsoft.Extensions.Logging.Abstractions;

namespace BriefingBot.Tests.Content;

public sealed class ScanTests
{
    [Fact]
    public async Task AScanThatFailsSaysNothingOfTheFolder()
    {
        var notices = new ChangeNotices();
        var scan = new FolderScan(new FolderListing(disk: null!), new(), notices, TimeProvider.System, NullLogger.Instance);
        scan.Begin(isSoonAgain: false, default);
        await notices.WaitAsync(default).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Null(scan.Take()!.Folder);
    }
}
