using System.Collections.Immutable;
using BriefingBot.Chat;
using BriefingBot.Host.Discord.Rendering;

namespace BriefingBot.Host.Discord.Interactions;

/// <summary>What is answered to an interaction, before it is put on one of the wires.</summary>
/// <param name="Message">The message, for the types that have one.</param>
/// <param name="IsPrivate">Whether only the person who asked sees it.</param>
/// <param name="Choices">What a completion offers.</param>
internal sealed record Callback(CallbackType Type, DiscordMessage? Message, bool IsPrivate, ImmutableArray<Suggestion> Choices)
{
    public static readonly Callback Pong = new(CallbackType.Pong, null, IsPrivate: false, []);

    public static readonly Callback NoChoices = Offer([]);

    /// <summary>The body of a form's callback, for that type.</summary>
    public ReadOnlyMemory<byte> Modal { get; private init; }

    /// <summary>Whether files go with it: they cannot go with a first answer on the same request (Discord R16).</summary>
    public bool HasFiles => Type is CallbackType.Message or CallbackType.Update && !Message!.Files.IsEmpty;

    /// <summary>Opens a form, where it is not too late for one: it must be the first answer (Discord R35).</summary>
    /// <param name="modal">As <see cref="DiscordForm.Render"/> makes it.</param>
    /// <param name="otherwise">What is said where it is too late.</param>
    public static Callback Open(ReadOnlyMemory<byte> modal, DiscordMessage otherwise) => new(CallbackType.Modal, otherwise, IsPrivate: true, []) { Modal = modal };

    public static Callback Offer(ImmutableArray<Suggestion> choices) => new(CallbackType.Choices, null, IsPrivate: false, choices);

    public static Callback Post(DiscordMessage message, bool isPrivate) => new(CallbackType.Message, message, isPrivate, []);

    /// <summary>Exchanges the message that was pressed.</summary>
    public static Callback Update(DiscordMessage message) => new(CallbackType.Update, message, IsPrivate: true, []);

    /// <summary>Says that the answer will come later.</summary>
    /// <param name="isUpdate">Whether it will probably exchange the message that was pressed.</param>
    public static Callback Later(bool isUpdate) => new(isUpdate ? CallbackType.DeferredUpdate : CallbackType.DeferredMessage, null, IsPrivate: true, []);
}

/// <summary>The kinds of callbacks that the bot uses (Discord R34).</summary>
internal enum CallbackType
{
    Pong = 1,
    Message = 4,
    DeferredMessage = 5,
    DeferredUpdate = 6,
    Update = 7,
    Choices = 8,
    Modal = 9,
}
