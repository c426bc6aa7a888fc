namespace BriefingBot.Host.Discord.Gateway;

/// <summary>Why a connection ended, and what is next.</summary>
/// <param name="Code">The gateway's close code, if it was the gateway that closed.</param>
internal sealed record ConnectionEnd(NextStep Next, string Why, int? Code = null)
{
    public static readonly ConnectionEnd NotConnected = new(NextStep.Resume, "no connection could be made");
    public static readonly ConnectionEnd Lost = new(NextStep.Resume, "the connection was lost");
    public static readonly ConnectionEnd Unreadable = new(NextStep.Resume, "what came could not be read");
    public static readonly ConnectionEnd Silent = new(NextStep.Resume, "the gateway did not greet or answer in time");
    public static readonly ConnectionEnd Zombie = new(NextStep.Resume, "a heartbeat was not acknowledged");
    public static readonly ConnectionEnd Broken = new(NextStep.Resume, "a fault of this program");
    public static readonly ConnectionEnd Asked = new(NextStep.Resume, "the gateway asked for it");
    public static readonly ConnectionEnd InvalidButResumable = new(NextStep.Resume, "the gateway called the session invalid, for now");
    public static readonly ConnectionEnd Invalid = new(NextStep.NewSession, "the gateway called the session invalid");
    public static readonly ConnectionEnd Stopped = new(NextStep.Stop, "the bot stops");

    public bool IsInvalidSession => ReferenceEquals(this, Invalid) || ReferenceEquals(this, InvalidButResumable);

    public static ConnectionEnd Closed(int? code) => new(CloseCode.Next(code), "the gateway closed it", code);
}
