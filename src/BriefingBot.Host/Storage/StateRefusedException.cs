namespace BriefingBot.Host.Storage;

/// <summary>The bot cannot start on its state store. The message is the sentence for who starts it.</summary>
internal sealed class StateRefusedException(string message, Exception? cause = null) : Exception(message, cause);
