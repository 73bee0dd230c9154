package io.rapport.local.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.local.shared.SharedInfrastructure;
import io.rapport.local.shared.SharedInfrastructure.Endpoints;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The script that prepares a database, in one of its own. */
class BootstrapIT {
    private static final String DATABASE = "bootstrap_test";

    private Endpoints shared;
    private String script;
    private Connection database;

    @BeforeEach
    void prepare() throws Exception {
        shared = SharedInfrastructure.attach();
        script = Files.readString(Layout.find().bootstrapSql());
        inShared("drop database if exists " + DATABASE, "create database " + DATABASE);
        database = DriverManager.getConnection("jdbc:postgresql://localhost:" + shared.postgresPort() + "/" + DATABASE
                + "?user=" + Endpoints.SUPERUSER);
        run(script);
    }

    @AfterEach
    void drop() throws Exception {
        database.close();
        inShared("drop database " + DATABASE);
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
        run(script);
        // then
        assertThat(published()).isEqualTo("routing.outbox_event {id,payload}");
        // when: again, which changes nothing
        run(script);
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

    private void inShared(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection(shared.jdbcUrl());
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
