package io.rapport.email.inbound;

import java.time.Instant;

/** How it stands with a folder that is fetched from. */
sealed interface ImapState {
    record Connecting() implements ImapState {}

    record Connected() implements ImapState {}

    /** The server has no such folder. */
    record Absent() implements ImapState {}

    /** Something went wrong, and is tried again. */
    record Retrying(String why) implements ImapState {}

    /** Tried again too, but in vain until somebody acts. */
    record Refused(String why) implements ImapState {}

    /** As much was fetched as may be. */
    record Paused(Instant until) implements ImapState {}

    /** For people. */
    default String words() {
        return switch (this) {
            case Connecting connecting -> "connecting";
            case Connected connected -> "connected";
            case Absent absent -> "the server has no such folder";
            case Retrying(var why) -> "trying again after " + why;
            case Refused(var why) -> why;
            case Paused(var until) -> "paused until " + until + ", because its byte budget is used up";
        };
    }
}
