package io.rapport.load.chaos;

import java.util.List;
import java.util.Map;

/**
 * What was found after the last kill, when everything was quiet. Events are counted by id: a relay may repeat one, and whoever
 * reads knows it again.
 *
 * @param mails how many were to be sent
 * @param accepted how many were answered with 250
 * @param receptions MessageReceived events by number of the mail
 * @param openings ConversationOpened events by number of the mail
 * @param versions events by conversation and version
 * @param routing conversations of the run in routing's table
 * @param desk conversations of the run in the desk's table
 * @param shown incoming messages of the run in the desk's timelines
 * @param counted messages of the run as the profiles of those who sent them count
 * @param outboxes what the outboxes hold, by schema
 * @param deadLetters records by dead-letter topic, without the empty ones
 * @param unread records no group has read yet, by group
 */
record Evidence(
        int mails,
        int accepted,
        Map<Integer, Integer> receptions,
        Map<Integer, Integer> openings,
        Map<String, Map<Long, Integer>> versions,
        List<Row> routing,
        List<Row> desk,
        int shown,
        int counted,
        Map<String, Outbox> outboxes,
        Map<String, Long> deadLetters,
        Map<String, Long> unread) {

    /** A conversation as one service sees it. */
    record Row(int mail, String conversation, long version, String state, String agent) {}

    /** Rows of one outbox, and how many of them are on their topic. */
    record Outbox(int rows, int onTopic) {}
}
