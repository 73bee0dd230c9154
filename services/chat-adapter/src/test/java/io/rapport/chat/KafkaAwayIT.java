package io.rapport.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.rapport.platform.testkit.KafkaAway;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(KafkaAway.class)
@WithTestResource(ChatResource.class)
class KafkaAwayIT {
    @TestHTTPResource("/")
    URI adapter;

    @Test
    void shouldAskToSayItAgainWhenKafkaIsAway() {
        // given
        var chat = URI.create("ws://" + adapter.getAuthority() + "/chat/web?visitor=" + UUID.randomUUID());
        try (var browser = new Browser(chat)) {
            // when
            browser.say("{\"id\":\"1\",\"text\":\"Hello\"}");
            // then
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> browser.heard("error").size() == 1);
            var refusal = browser.heard("error").getFirst();
            assertThat(refusal.path("id").asText()).isEqualTo("1");
            assertThat(refusal.path("retry").asBoolean()).isTrue();
            assertThat(browser.acknowledged()).isEmpty();
        }
    }
}
