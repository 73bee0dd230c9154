package io.rapport.contracts.signals;

/** What happens in a chat just now; whoever misses it has lost nothing. Key: thread. */
public sealed interface ChatSignal permits LineAdded, TypingNoticed {}
