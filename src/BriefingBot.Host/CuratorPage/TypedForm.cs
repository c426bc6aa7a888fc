using BriefingBot.Authoring;
using Microsoft.AspNetCore.Http.Features;

namespace BriefingBot.Host.CuratorPage;

/// <summary>The fields of a form that was sent.</summary>
internal sealed class TypedForm(IFormCollection fields)
{
    /// <summary>Room for the longest text with every letter escaped, and for what is a little too long to be told so.</summary>
    public const int MostBytes = 8 * SectionText.MostBytes;

    /// <summary>Null where it is no form, or too large: that is for the caller to say.</summary>
    public static async Task<TypedForm?> ReadAsync(HttpContext context)
    {
        Limit(context);
        try
        {
            return context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true ? new(await context.Request.ReadFormAsync(context.RequestAborted)) : null;
        }
        catch (Exception refused) when (refused is IOException or InvalidDataException && !context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
    }

    public static void Limit(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostBytes;
        }
    }

    /// <summary>A field; empty where it is missing.</summary>
    public string Text(string name) => fields[name].ToString();

    /// <summary>A field; null where it is missing or empty.</summary>
    public string? Optional(string name) => Text(name) is { Length: > 0 } text ? text : null;
}
