package io.rapport.sandbox.chat;

import static io.rapport.sandbox.phone.Customer.PATIENCE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.sandbox.FakeChat;
import io.rapport.sandbox.FakePlatform;
import io.rapport.sandbox.people.People;
import io.rapport.sandbox.phone.Customer;
import io.rapport.sandbox.phone.Network;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(FakePlatform.class)
class WebChatIT {
    @Inject
    People people;

    FakePlatform platform;

    private Customer customer;
    private String visitor;

    @BeforeEach
    void meet() {
        customer = new Customer(
                people.meet("noor-" + UUID.randomUUID() + "@example.com", "Noor Fictional")
                        .orElseThrow(),
                Network.CHAT,
                FakeChat.SITE);
        visitor = customer.person().visitor();
    }

    @Test
    void shouldSayItAgainWithTheSameIdWhenTheConnectionIsLost() {
        // given
        platform.chat.cuts.put("Grüße " + visitor, new AtomicInteger(1));
        // when
        customer.writes("Grüße " + visitor);
        customer.waitsUntil("Grüße " + visitor, "SENT");
        // then
        assertThat(platform.chat.heard(visitor, "Grüße"))
                .hasSize(2)
                .containsOnly(platform.chat.heard(visitor, "Grüße").getFirst());
    }

    @Test
    void shouldShowWhatIsWrittenOnceAndSaySo() {
        // given
        platform.chat.cuts.put("bye " + visitor, new AtomicInteger(1));
        customer.writes("hello " + visitor);
        customer.waitsUntil("hello " + visitor, "SENT");
        // when
        platform.chat.say(visitor, "first");
        customer.waitsUntil("first", "DELIVERED");
        customer.writes("bye " + visitor);
        platform.chat.say(visitor, "second, perhaps while nobody is connected");
        customer.waitsUntil("second, perhaps while nobody is connected", "DELIVERED");
        // then
        assertThat(customer.<String>find("first", "note")).isEqualTo("Ada Example");
        await("it is receipted")
                .atMost(PATIENCE)
                .until(() -> !platform.chat.heard(visitor, "\"received\":4").isEmpty());
        customer.phone().body("phones.find { it.network == 'CHAT' }.messages.findAll { !it.mine }.size()", is(2));
    }

    @Test
    void shouldShowTheFilesOfAnAnswer() {
        // given
        customer.writes("hello " + visitor);
        customer.waitsUntil("hello " + visitor, "SENT");
        // when
        platform.chat.show(visitor, "this lid", Customer.PICTURE);
        // then
        customer.waitsUntil("this lid", "DELIVERED");
        assertThat(customer.<String>find("this lid", "files[0].name")).isEqualTo("lid.png");
        var file = customer.<String>find("this lid", "files[0].id");
        assertThat(given().get("/api/files/" + file).asByteArray()).isEqualTo(Customer.PICTURE);
    }

    @Test
    void shouldUploadFilesAndSayAMessageThatCarriesThem() {
        // when
        customer.writes("", Customer.hasPicture());
        customer.waitsUntil("", "SENT");
        // then
        var id = "sha256:broken cup.png";
        assertThat(platform.chat.heard(visitor, "\"files\":[\"" + id + "\"]"))
                .singleElement()
                .asString()
                .contains("\"text\":\"\"");
        assertThat(platform.chat.uploaded(visitor, id)).isEqualTo(Customer.PICTURE);
    }

    @Test
    void shouldSayNothingWhenAFileIsNotTaken() {
        // when
        customer.writes("large " + visitor, Customer.has("image/png", 2000));
        customer.waitsUntil("large " + visitor, "FAILED");
        // then
        assertThat(customer.<String>find("large " + visitor, "note"))
                .isEqualTo("file could not be uploaded: A file has at most 1 KiB.");
        assertThat(platform.chat.heard(visitor, "large")).isEmpty();
    }

    @Test
    void shouldSayWhyAMessageWasRefused() {
        // when
        customer.writes("refused " + visitor);
        customer.waitsUntil("refused " + visitor, "FAILED");
        // then
        assertThat(customer.<String>find("refused " + visitor, "note")).isEqualTo("The message is not for us.");
    }
}
