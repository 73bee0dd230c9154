package io.rapport.local.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.local.shared.SharedInfrastructure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that prepares a database, in one of its own. */
class BootstrapIT {
    private static final String DATABASE = "bootstrap_test";

    @TempDir
    private Path unused;

    private Postgres.Options server;
    private String script;
    private Connection database;

    @BeforeEach
    void prepare() throws Exception {
        server = new Postgres.Options(
                unused, SharedInfrastructure.attach().postgresPort(), false, unused.resolve("postgres.log"));
        script = Files.readString(Layout.find().bootstrapSql());
        drop();
        Postgres.bootstrap(server, DATABASE, script);
        database = DriverManager.getConnection(server.jdbcUrl(DATABASE));
    }

    @AfterEach
    void close() throws Exception {
        database.close();
        drop();
    }

    private void drop() throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + DATABASE);
        }
    }

    @Test
    void shouldPublishWhatAnEventConsistsOfWhenAServiceCreatesItsOutbox() throws Exception {
        // when
        createOutbox();
        run("create table routing.something (id uuid)");
        // then
        assertThat(published()).isEqualTo("routing.outbox_event {id,payload}");
        // when
        run("set role routing", "alter table routing.outbox_event add column tenant text", "reset role");
        // then
        assertThat(published()).isEqualTo("routing.outbox_event {id,payload,tenant}");
    }

    @Test
    void shouldPublishNoMoreThanThatWhenAnOutboxWasPublishedWhole() throws Exception {
        // given
        createOutbox();
        run(
                "alter publication rapport_outbox drop table routing.outbox_event",
                "alter publication rapport_outbox add table routing.outbox_event");
        assertThat(published()).isEqualTo("routing.outbox_event {seq,id,payload,created_at}");
        // when
        Postgres.bootstrap(server, DATABASE, script);
        // then
        assertThat(published()).isEqualTo("routing.outbox_event {id,payload}");
        // when: again, which changes nothing
        Postgres.bootstrap(server, DATABASE, script);
        // then
        assertThat(published()).isEqualTo("routing.outbox_event {id,payload}");
    }

    private void createOutbox() throws SQLException {
        run("set role routing", """
                create table routing.outbox_event (
                    seq bigint generated always as identity primary key,
                    id uuid not null,
                    payload text not null,
                    created_at timestamptz not null default now())
                """, "reset role");
    }

    private String published() throws SQLException {
        try (var statement = database.createStatement();
                var found = statement.executeQuery("""
                        select string_agg(schemaname || '.' || tablename || ' ' || attnames::text, ', ')
                        from pg_publication_tables where pubname = 'rapport_outbox'
                        """)) {
            found.next();
            return found.getString(1);
        }
    }

    private void run(String... statements) throws SQLException {
        try (var statement = database.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
