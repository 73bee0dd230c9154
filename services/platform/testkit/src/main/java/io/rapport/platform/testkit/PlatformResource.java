package io.rapport.platform.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/**
 * Gives a Quarkus test a real Kafka, shared by the build but with topic names of its own, and a fresh PostgreSQL database with
 * the role and schema of a service.
 */
public final class PlatformResource implements QuarkusTestResourceLifecycleManager {
    private final String name =
            "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final Infrastructure infrastructure = Infrastructure.attach();
    private final String prefix = name + ".";
    private final TestLog log = new TestLog(infrastructure, name, prefix);

    @Override
    public Map<String, String> start() {
        createDatabase();
        return Map.ofEntries(
                Map.entry("kafka.bootstrap.servers", infrastructure.bootstrapServers()),
                Map.entry("rapport.topic-prefix", prefix),
                Map.entry("rapport.db.host", infrastructure.host()),
                Map.entry("rapport.db.port", Integer.toString(infrastructure.port())),
                Map.entry("rapport.db.name", name),
                Map.entry("rapport.db.user", name),
                Map.entry("rapport.db.password", name),
                Map.entry("mp.messaging.connector.smallrye-kafka.metadata.max.age.ms", "500"),
                Map.entry("mp.jwt.verify.publickey.location", TestTokens.keyLocation()),
                Map.entry("quarkus.http.test-port", "0"));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(log, new TestInjector.AnnotatedAndMatchesType(InjectTestLog.class, TestLog.class));
    }

    @Override
    public void stop() {
        log.close();
        try (var admin = superuser(infrastructure.database());
                var statement = admin.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
            statement.execute("drop role if exists " + name);
        } catch (SQLException e) {
            // the whole server goes with the build
            System.err.println("The test database " + name + " stays until the build ends: " + e.getMessage());
        }
    }

    private void createDatabase() {
        try (var admin = superuser(infrastructure.database());
                var statement = admin.createStatement()) {
            statement.execute("create role " + name + " login password '" + name + "'");
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("The test database could not be made: " + e.getMessage(), e);
        }
        try (var admin = superuser(name);
                var statement = admin.createStatement()) {
            statement.execute("create schema " + name + " authorization " + name);
            statement.execute("alter role " + name + " set search_path = " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("The test schema could not be made: " + e.getMessage(), e);
        }
    }

    private Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(
                infrastructure.jdbcUrl(database), infrastructure.user(), infrastructure.password());
    }
}
