package io.rapport.local.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class SharedInfrastructureIT {

    @Test
    void shouldLendTheSameKafkaAndPostgresToEverybody() throws Exception {
        // given
        var first = SharedInfrastructure.attach();

        // when
        var second = SharedInfrastructure.attach();

        // then
        assertThat(second).isEqualTo(first);
        try (var connection = DriverManager.getConnection(first.jdbcUrl());
                var found = connection
                        .createStatement()
                        .executeQuery("select count(*) from pg_roles where rolname = 'care_follow_up'")) {
            assertThat(found.next()).isTrue();
            assertThat(found.getInt(1)).isOne();
        }
        try (var admin = Admin.create(Map.of("bootstrap.servers", first.bootstrapServers()))) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }
}
