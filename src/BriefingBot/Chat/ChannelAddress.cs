namespace BriefingBot.Chat;

/// <summary>A channel on a platform.</summary>
/// <param name="Platform">The publisher's name, such as <c>browser</c>.</param>
/// <param name="Community">As <see cref="Briefings.Reader.Community"/>: what the channel's members may see.</param>
/// <param name="Channel">As <see cref="ChannelPost.Channel"/>.</param>
public sealed record ChannelAddress(string Platform, string Community, string Channel);

/// <summary>A person on a platform.</summary>
/// <param name="Id">The platform's own id of the person; empty where the platform has none.</param>
/// <param name="Name">What people call them there; untrusted text.</param>
public sealed record Person(string Id, string Name);
