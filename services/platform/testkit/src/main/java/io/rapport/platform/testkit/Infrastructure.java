package io.rapport.platform.testkit;

import io.rapport.local.shared.SharedInfrastructure;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Where the tests' Kafka and PostgreSQL are.
 *
 * <p>By default both run as processes that all modules of a build share; with {@code -Dtestkit=containers} they are containers
 * of the images named by {@code testkit.kafka.image} and {@code testkit.postgres.image}.
 */
record Infrastructure(String bootstrapServers, String host, int port, String database, String user, String password) {

    static Infrastructure attach() {
        return "containers".equals(System.getProperty("testkit")) ? Containers.INFRASTRUCTURE : local();
    }

    String jdbcUrl(String inDatabase) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + inDatabase;
    }

    private static Infrastructure local() {
        var endpoints = SharedInfrastructure.attach();
        return new Infrastructure(
                endpoints.bootstrapServers(),
                "localhost",
                endpoints.postgresPort(),
                SharedInfrastructure.Endpoints.DATABASE,
                SharedInfrastructure.Endpoints.SUPERUSER,
                "");
    }

    /** Started when first asked for; Testcontainers removes them when this JVM is gone. */
    private static final class Containers {
        private static final Infrastructure INFRASTRUCTURE = start();

        private static Infrastructure start() {
            var kafka = new KafkaContainer(
                    DockerImageName.parse(System.getProperty("testkit.kafka.image", "apache/kafka:4.1.1"))
                            .asCompatibleSubstituteFor("apache/kafka"));
            kafka.withEnv("KAFKA_NUM_PARTITIONS", "3");
            var postgres = new PostgreSQLContainer(
                    DockerImageName.parse(System.getProperty("testkit.postgres.image", "postgres:18"))
                            .asCompatibleSubstituteFor("postgres"));
            postgres.setCommand("postgres", "-c", "wal_level=logical", "-c", "max_connections=300");
            kafka.start();
            postgres.start();
            return new Infrastructure(
                    kafka.getBootstrapServers(),
                    postgres.getHost(),
                    postgres.getFirstMappedPort(),
                    postgres.getDatabaseName(),
                    postgres.getUsername(),
                    postgres.getPassword());
        }
    }
}
