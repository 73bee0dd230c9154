package io.rapport.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransientFailureTest {
    @ParameterizedTest
    @CsvSource({
        "40001,true",
        "40P01,true",
        "57P01,true",
        "57P03,true",
        "53300,true",
        "08006,true",
        "55P03,true",
        "23505,false",
        "22P02,false",
        "42P01,false",
        "23502,false"
    })
    void shouldTellWhatPassesByItselfByItsSqlState(String sqlState, boolean passes) {
        assertThat(TransientFailure.is(new PgException("x", "ERROR", sqlState, "detail")))
                .isEqualTo(passes);
    }

    @Test
    void shouldLookAtCausesToo() {
        assertThat(TransientFailure.is(new IllegalStateException(new ConnectException("refused"))))
                .isTrue();
        assertThat(TransientFailure.is(new IllegalStateException("a bug"))).isFalse();
    }
}
