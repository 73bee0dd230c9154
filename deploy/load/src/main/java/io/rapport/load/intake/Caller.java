package io.rapport.load.intake;

import java.io.IOException;

/** A connection over which one message follows the other. */
interface Caller extends AutoCloseable {

    /** Returns when the other side has taken the message; fails when it has not. */
    void call(Message message) throws IOException;

    @Override
    void close() throws IOException;
}
