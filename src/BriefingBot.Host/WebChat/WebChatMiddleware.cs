namespace BriefingBot.Host.WebChat;

/// <summary>Stands before the page and its endpoints: refuses foreign requests, and tells browsers to keep to what we serve.</summary>
internal sealed class WebChatMiddleware(RequestDelegate next, WebChatGuard guard)
{
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        // Routing decides what an endpoint's address is, in whatever case and form it was written.
        if (context.GetEndpoint()?.Metadata.GetMetadata<WebChatMark>() is null)
        {
            return next(context);
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (guard.Refuse(context) is not { } refusal)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(refusal, context.RequestAborted);
    }
}

/// <summary>Marks the endpoints that are the chat's.</summary>
internal sealed class WebChatMark;
