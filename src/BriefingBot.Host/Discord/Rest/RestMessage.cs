using System.Net;

namespace BriefingBot.Host.Discord.Rest;

/// <summary>A request on its way through the handlers, with what they tell each other. One for all its attempts.</summary>
internal sealed class RestMessage : HttpRequestMessage
{
    private const HttpStatusCode NoStatus = default;

    private readonly TimeProvider time;
    private readonly TimeSpan expires;

    public RestMessage(RestRequest request, string baseAddress, TimeProvider time)
        : base(request.Method, baseAddress + request.Route)
    {
        this.time = time;
        expires = time.GetElapsedTime(0) + request.Deadline;
        Request = request;
        Kind = RestRoute.KindOf(request.Route);
        Version = HttpVersion.Version20;
        if (!request.Body.IsEmpty)
        {
            Content = new RestContent(request.Body, request.ContentType);
        }
    }

    public RestRequest Request { get; }

    public RouteKind Kind { get; }

    /// <summary>How often it left for Discord.</summary>
    public int Attempts { get; set; }

    /// <summary>How many of those failed in a way that says nothing of limits.</summary>
    public int Failures { get; set; }

    /// <summary>How many of those met a limit that was the bot's own to keep.</summary>
    public int LimitsMet { get; set; }

    /// <summary>Whether an attempt may have been carried out though its answer did not say so.</summary>
    public bool MayBeDone { get; set; }

    /// <summary>How the last attempt ended where there is no answer.</summary>
    public RestOutcome? NoAnswer { get; private set; }

    /// <summary>Whether it ended here, without leaving for Discord: another attempt would do the same.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>The HTTP status of the last answer, or 0 where there was none yet.</summary>
    public HttpStatusCode LastStatus { get; set; }

    /// <summary>The body of the last answer.</summary>
    public ReadOnlyMemory<byte> Answer { get; set; }

    /// <summary>What the last answer says of limits, where it is a 429.</summary>
    public RateLimited? Limited { get; set; }

    /// <summary>Discord's error code where it is known without asking; else 0.</summary>
    public int KnownCode { get; private set; }

    /// <summary>How long to wait before the next attempt.</summary>
    public TimeSpan Pause { get; set; }

    /// <summary>What is left of the deadline; negative once it is over.</summary>
    public TimeSpan Remaining => expires - time.GetElapsedTime(0);

    /// <summary>The route as logs may show it.</summary>
    public string SafeName => RestRoute.Template(Request.Route);

    /// <summary>Not the address nor the headers, which hold tokens.</summary>
    public override string ToString() => Request.ToString();

    /// <summary>Forgets the last attempt.</summary>
    public void Begin()
    {
        (NoAnswer, Limited, Answer) = (null, null, default);
        if (Content is RestContent body)
        {
            body.WasSent = false;
        }
    }

    /// <summary>Ends an attempt that has no answer.</summary>
    /// <returns>A response that stands for that, with the status 0.</returns>
    public HttpResponseMessage End(RestOutcome outcome)
    {
        Begin();
        NoAnswer = outcome;
        MayBeDone |= outcome is RestOutcome.Unknown;
        return new(NoStatus) { RequestMessage = this };
    }

    /// <summary>Ends the request here: what it would have to wait for comes after its deadline, or never.</summary>
    public HttpResponseMessage GiveUp()
    {
        IsGivenUp = true;
        return End(RestOutcome.NotSent);
    }

    /// <summary>Answers in Discord's place what it would answer again.</summary>
    public HttpResponseMessage Refuse(HttpStatusCode status, int code)
    {
        Begin();
        KnownCode = code;
        return new(status) { RequestMessage = this };
    }
}
