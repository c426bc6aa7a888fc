using System.Text;

namespace BriefingBot.Chat;

/// <summary>A word of a typed command, or several in quotes.</summary>
/// <param name="Start">Where it starts in the text.</param>
internal sealed record Word(string Value, int Start, bool IsQuoted)
{
    /// <summary>Cuts text at white space; straight and curly double quotes hold words together, and one that is not closed holds the rest.</summary>
    public static List<Word> Split(string text)
    {
        var words = new List<Word>();
        var value = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            var quoted = false;
            var inside = false;
            value.Clear();
            for (; i < text.Length && (inside || !char.IsWhiteSpace(text[i])); i++)
            {
                if (text[i] is '"' or '“' or '”' or '„')
                {
                    inside = !inside;
                    quoted = true;
                }
                else
                {
                    value.Append(text[i]);
                }
            }

            words.Add(new(value.ToString(), start, quoted));
        }

        return words;
    }
}
