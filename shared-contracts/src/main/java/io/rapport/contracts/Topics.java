package io.rapport.contracts;

import io.rapport.contracts.value.Channel;

/** Topic names as declared in {@code topics.yaml}. */
public final class Topics {
    public static final String INTERACTIONS = "rapport.interactions.v1";
    public static final String TOUCHPOINTS = "rapport.touchpoints.v1";
    public static final String CONVERSATIONS = "rapport.conversations.v1";
    public static final String CONVERSATION_COMMANDS = "rapport.conversation-commands.v1";
    public static final String AGENTS = "rapport.agents.v1";
    public static final String CARE = "rapport.care.v1";
    public static final String EXPERIENCE = "rapport.experience.v1";
    public static final String CHAT_SIGNALS = "rapport.chat-signals.v1";
    public static final String CUSTOMERS = "rapport.customers.v1";
    public static final String ACCOUNTS = "rapport.accounts.v1";
    public static final String ACCOUNT_SETTINGS = "rapport.account-settings.v1";

    private Topics() {}

    /** Where commands for the adapter of a channel go. */
    public static String outbound(Channel channel) {
        return "rapport.outbound." + channel.wireName() + ".v1";
    }

    /** Where a consumer group puts what it could not handle. */
    public static String deadLetters(String topic, String group) {
        return topic + "." + group + ".dlq";
    }

    /** Where a consumer group puts what it tries again later. */
    public static String retries(String topic, String group) {
        return topic + "." + group + ".retry";
    }
}
