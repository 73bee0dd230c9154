package io.rapport.platform.messaging;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Something that passes by itself: whoever meets it waits and tries again. */
public final class TransientFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** SQLSTATE classes: connection, transaction rollback, insufficient resources, operator intervention. */
    private static final Set<String> TRANSIENT_SQL_CLASSES = Set.of("08", "40", "53", "57");

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** What the Vert.x clients say, without a type of its own, when a connection goes away under them. */
    private static final Set<String> LOST_CONNECTION = Set.of("Connection was closed", "Timeout");

    public TransientFailure(String message) {
        super(message);
    }

    public TransientFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether this or anything that caused it passes by itself. */
    public static boolean is(@Nullable Throwable failure) {
        for (var f = failure; f != null; f = f.getCause()) {
            if (isItself(f)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isItself(Throwable failure) {
        return switch (failure) {
            case TransientFailure t -> true;
            case ConnectException e -> true;
            case SocketException e -> true;
            case ClosedChannelException e -> true;
            case TimeoutException e -> true;
            case ClosedConnectionException e -> true;
            case RetriableException e -> true;
            case PgException e -> isTransient(e.getSqlState());
            default -> {
                var message = failure.getMessage();
                yield message != null
                        && (LOST_CONNECTION.contains(message) || message.startsWith("Fail to read any response"));
            }
        };
    }

    private static boolean isTransient(@Nullable String sqlState) {
        return sqlState != null
                && sqlState.length() >= 2
                && (TRANSIENT_SQL_CLASSES.contains(sqlState.substring(0, 2)) || LOCK_NOT_AVAILABLE.equals(sqlState));
    }
}
