using System.Buffers.Text;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace BriefingBot.Host.Discord.Interactions;

/// <summary>
/// Reads a property's value, and stands at its end afterwards. What is missing or of another shape is passed over and gives
/// back nothing, zero or an empty text.
/// </summary>
internal static class JsonReading
{
    public static bool NextProperty(ref this Utf8JsonReader reader) => reader.Read() && reader.TokenType is JsonTokenType.PropertyName;

    /// <summary>Whether that is the property's name. Names are hardly ever escaped, and this compares a length before anything else.</summary>
    public static bool IsName(ref this Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueIsEscaped ? reader.ValueTextEquals(name) : reader.ValueSpan.SequenceEqual(name);

    /// <summary>Goes into an object.</summary>
    public static bool IsObject(ref this Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.StartObject)
        {
            return true;
        }

        reader.Skip();
        return false;
    }

    public static void Pass(ref this Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Where a value of that type stands, to be read when it is known whether it is needed.</summary>
    public static Range RangeOf(ref this Utf8JsonReader reader, JsonTokenType type)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var isOfType = reader.TokenType == type;
        reader.Skip();
        return isOfType ? start..(int)reader.BytesConsumed : default;
    }

    /// <summary>An id: unsigned, with every digit (Discord R5), as a string or a number.</summary>
    public static ulong Snowflake(ref this Utf8JsonReader reader)
    {
        reader.Read();
        var id = reader.TokenType is JsonTokenType.String or JsonTokenType.Number
            && Utf8Parser.TryParse(reader.ValueSpan, out ulong value, out var used) && used == reader.ValueSpan.Length ? value : 0;
        reader.Skip();
        return id;
    }

    /// <summary>A set of bits that may outgrow 64 of them, of which the bot asks for the lowest (Discord R57).</summary>
    public static ulong Bits(ref this Utf8JsonReader reader)
    {
        reader.Read();
        var text = reader.TokenType is JsonTokenType.String or JsonTokenType.Number ? reader.ValueSpan : [];
        var bits = Utf8Parser.TryParse(text, out ulong few, out var used) && used == text.Length ? few
            : UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var many) ? (ulong)many
            : 0;
        reader.Skip();
        return bits;
    }

    public static ulong Number(ref this Utf8JsonReader reader)
    {
        reader.Read();
        var number = reader.TokenType is JsonTokenType.Number && reader.TryGetUInt64(out var value) ? value : 0;
        reader.Skip();
        return number;
    }

    /// <exception cref="InvalidOperationException">Half of a surrogate pair, or no UTF-8.</exception>
    public static string Text(ref this Utf8JsonReader reader)
    {
        reader.Read();
        var text = reader.TokenType is JsonTokenType.String ? reader.GetString()! : string.Empty;
        reader.Skip();
        return text;
    }

    /// <summary>The texts of an array.</summary>
    /// <exception cref="InvalidOperationException">Half of a surrogate pair, or no UTF-8.</exception>
    public static ImmutableArray<string> Texts(ReadOnlySpan<byte> array)
    {
        if (array.IsEmpty)
        {
            return [];
        }

        var reader = new Utf8JsonReader(array);
        var texts = ImmutableArray.CreateBuilder<string>();
        for (reader.Read(); reader.Read() && reader.TokenType is not JsonTokenType.EndArray;)
        {
            if (reader.TokenType is JsonTokenType.String)
            {
                texts.Add(reader.GetString()!);
            }

            reader.Skip();
        }

        return texts.ToImmutable();
    }

    /// <returns>False for half of a surrogate pair, or no UTF-8.</returns>
    public static bool TryReadText(ReadOnlySpan<byte> json, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = Text(json);
            return true;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }

    /// <summary>A text on its own; empty where there is none.</summary>
    /// <exception cref="InvalidOperationException">Half of a surrogate pair, or no UTF-8.</exception>
    public static string Text(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return string.Empty;
        }

        var reader = new Utf8JsonReader(text);
        reader.Read();
        return reader.GetString()!;
    }
}
