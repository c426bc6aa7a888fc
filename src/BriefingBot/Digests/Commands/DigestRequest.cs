using System.Collections.Immutable;
using BriefingBot.Briefings;
using BriefingBot.Chat;
using BriefingBot.Digests.Scheduling;
using BriefingBot.Documents;

namespace BriefingBot.Digests.Commands;

/// <summary>What somebody asks for with <c>/digest subscribe</c>, read and checked.</summary>
/// <param name="Zone">Null where none was given, like <paramref name="Content"/> and <paramref name="Role"/>.</param>
internal sealed record DigestRequest(ImmutableArray<Topic> Topics, TimeOnly Time, string? Zone, Days Days, DigestContent? Content, string? Role)
{
    /// <summary>Null with the reason in <paramref name="refusal"/> where something is not right.</summary>
    public static DigestRequest? Read(ChatRequest request, CatalogueView catalogue, out Reply? refusal)
    {
        var typed = Sorted(request);
        if (ReadTopics(typed, catalogue, out var topics) is { } unknown)
        {
            refusal = unknown;
            return null;
        }

        var (time, zone, days, content) = (default(TimeOnly), (string?)null, Days.All, (DigestContent?)null);
        refusal = null;
        if (TimeText.Parse(typed[DigestOptions.Time]) is { } parsedTime)
        {
            time = parsedTime;
        }
        else
        {
            refusal = Refusal.Usage($"“{SafeText.Echo(typed[DigestOptions.Time])}” is not a time of day. Write it as 08:00 or 17:30, as in", Command(typed, DigestOptions.Time, "08:00"));
        }

        if (typed.GetValueOrDefault(DigestOptions.Zone) is { } typedZone)
        {
            refusal ??= Zones.TryResolve(typedZone, out zone!) ? null : UnknownZone(typed, typedZone);
        }

        if (typed.GetValueOrDefault(DigestOptions.Days) is { } typedDays)
        {
            refusal ??= DaysText.Parse(typedDays) is { } parsed
                ? Set(out days, parsed)
                : Refusal.Usage($"“{SafeText.Echo(typedDays)}” names no days. Write daily, weekdays, weekend, or days such as mon,thu, as in", Command(typed, DigestOptions.Days, "weekdays"));
        }

        if (typed.GetValueOrDefault(DigestOptions.Content) is { } typedContent)
        {
            refusal ??= ContentNames.Parse(typedContent) is { } parsed ? Set(out content, parsed) : UnknownContent(typed, typedContent);
        }

        var role = typed.GetValueOrDefault(DigestOptions.Role);
        refusal ??= role is null ? null : RefuseRole(role, request.Reader, typed);
        return refusal is null ? new(topics, time, zone, days, content, role) : null;
    }

    // Who leaves the zone out types the days in its place: a word that can only be another option's is that one's.
    private static Dictionary<string, string> Sorted(ChatRequest request)
    {
        var typed = request.Options.Keys.Where(name => request.Option(name) is not null).ToDictionary(name => name, name => request.Option(name)!, StringComparer.Ordinal);
        if (typed.GetValueOrDefault(DigestOptions.Zone) is { } first && !Fits(DigestOptions.Zone, first) && Fits(DigestOptions.Days, first)
            && typed.GetValueOrDefault(DigestOptions.Days) is { } second && Fits(DigestOptions.Content, second) && typed.TryAdd(DigestOptions.Content, second))
        {
            // “all” is a word for days, too.
            typed.Remove(DigestOptions.Days);
        }

        foreach (var (name, value) in new[] { DigestOptions.Content, DigestOptions.Days, DigestOptions.Zone }.Select(name => (name, typed.GetValueOrDefault(name))))
        {
            var meant = value is null || Fits(name, value) ? name
                : ContentNames.Parse(value) is not null ? DigestOptions.Content
                : DaysText.Parse(value) is not null ? DigestOptions.Days
                : Zones.TryResolve(value, out var _) ? DigestOptions.Zone
                : name;
            if (meant != name && !typed.ContainsKey(meant))
            {
                typed.Remove(name);
                typed[meant] = value!;
            }
        }

        return typed;
    }

    private static bool Fits(string name, string value) => name switch
    {
        DigestOptions.Content => ContentNames.Parse(value) is not null,
        DigestOptions.Days => DaysText.Parse(value) is not null,
        _ => Zones.TryResolve(value, out var _),
    };

    private static Reply? ReadTopics(Dictionary<string, string> typed, CatalogueView catalogue, out ImmutableArray<Topic> topics)
    {
        var found = new List<Topic>();
        topics = [];
        var names = DigestOptions.Split(typed[DigestOptions.Topics]);
        foreach (var name in names)
        {
            if (catalogue.FindTopic(name) is not { } topic)
            {
                return Refusal.NotFound(
                    $"There is no topic “{SafeText.Echo(name)}”.",
                    catalogue.NearestTopics(name).Select(near =>
                        (Command(typed, DigestOptions.Topics, string.Join(',', names.Select(given => given == name ? near.Key : given))), near.Title)),
                    "/topics");
            }

            if (!found.Contains(topic))
            {
                found.Add(topic);
            }
        }

        topics = [.. found];
        return found.Count switch
        {
            0 => Refusal.Usage("Name at least one topic; they are listed by", "/topics"),
            > DigestQuotas.Topics => Refusal.Usage($"A digest has at most {DigestQuotas.Topics} topics, and these are {found.Count}. Subscribe twice, with some of them each. What can be typed is listed by", "/help"),
            _ => null,
        };
    }

    private static Reply UnknownZone(Dictionary<string, string> typed, string zone)
    {
        var likely = Zones.Nearest(zone);
        return new(
        [
            Paragraph.Of(new Text($"“{SafeText.Echo(zone)}” is not a place with clocks of its own. A time zone is named by a place, such as Europe/Berlin, since abbreviations mean several and do not follow summer time."
                + (likely.IsEmpty ? string.Empty : " Did you mean:"))),
            .. likely.IsEmpty
                ? Array.Empty<Block>()
                : [new ItemList(Ordered: false, [.. likely.Select(near => Paragraph.Of(new CommandText(Command(typed, DigestOptions.Zone, near))))])],
            .. likely.IsEmpty ? [Paragraph.Of(new Text("Type it as in "), new CommandText(Command(typed, DigestOptions.Zone, "Europe/Berlin")))] : Array.Empty<Block>(),
        ])
        { Outcome = Outcome.NotFound };
    }

    private static Reply UnknownContent(Dictionary<string, string> typed, string content) => Refusal.NotFound(
        $"“{SafeText.Echo(content)}” is no kind of content.",
        ContentNames.All.Select(known => (Command(typed, DigestOptions.Content, known.Name), known.InWords)),
        "/help");

    private static Reply? RefuseRole(string role, Reader reader, Dictionary<string, string> typed)
    {
        var without = Command(typed, DigestOptions.Role, value: null);
        return !reader.HasRoles ? Refusal.Usage($"“{SafeText.Echo(role)}” is too much: there are no roles here that a digest could notify. Leave it out, as in", without)
            : role.Length > 20 || !role.All(char.IsAsciiDigit) ? Refusal.Usage($"“{SafeText.Echo(role)}” is not a role; choose one from the list that the option offers, or leave it out, as in", without)
            : reader.Community.EndsWith(":" + role, StringComparison.Ordinal) ? Refusal.Usage("A digest does not notify everybody. Choose a smaller role or leave it out, as in", without)
            : null;
    }

    private static Reply? Set<T>(out T target, T value)
    {
        target = value;
        return null;
    }

    // The same command with one value put right, as it would be typed.
    private static string Command(Dictionary<string, string> typed, string name, string? value)
    {
        var words = new List<string> { "/digest subscribe" };
        foreach (var option in SubscribeCommand.Options)
        {
            var given = SafeText.Echo(option.Name == name ? value ?? string.Empty : typed.GetValueOrDefault(option.Name, string.Empty), Suggestion.MaxLength).Replace("\"", string.Empty, StringComparison.Ordinal);
            if (given.Length > 0)
            {
                var quoted = given.Contains(' ', StringComparison.Ordinal) ? $"\"{given}\"" : given;
                words.Add(option.Required || option.Name == DigestOptions.Zone ? quoted : $"{option.Name}:{quoted}");
            }
        }

        return string.Join(' ', words);
    }
}
