package io.rapport.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.provider.DeliveryOutcome;
import io.rapport.platform.channel.provider.Messages;
import io.rapport.platform.channel.store.FolderObjectStore;
import io.rapport.platform.channel.store.PayloadStore;
import io.rapport.sms.outbound.Gates;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The round trip through a message centre that shares nothing with the adapter but the specification. */
class ForeignSmscTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CUSTOMER = "+4915112345678";
    private static final String BARE_CUSTOMER = CUSTOMER.substring(1);
    private static final String BARE_NUMBER = StandInSmsc.NUMBER.substring(1);

    private static final BlockingQueue<SmppLink.Delivered> DELIVERED = new LinkedBlockingQueue<>();

    @TempDir
    static Path folder;

    private static ForeignSmsc smsc;
    private static SmppConfig.Account config;
    private static SmppLink link;
    private static SmppProvider provider;

    @BeforeAll
    static void bind() throws Exception {
        smsc = ForeignSmsc.start();
        config = SmppProviderTest.config(smsc.port());
        link = new SmppLink(config);
        link.open((line, delivered) -> {
            DELIVERED.add(delivered);
            return Uni.createFrom().voidItem();
        });
        assertThat(smsc.next().path("bound").asText()).isEqualTo(StandInSmsc.SYSTEM_ID);
        while (!link.isBound()) {
            Thread.onSpinWait();
        }
        provider = new SmppProvider(
                StandInSmsc.NUMBER,
                config,
                link,
                new SmppSent(new PayloadStore(new FolderObjectStore(folder))),
                Gates.of(StandInSmsc.NUMBER));
    }

    @AfterAll
    static void hangUp() {
        link.close();
        smsc.close();
    }

    @Test
    void shouldSendWhatTheCentreReadsAndReadItsReceipts() throws Exception {
        for (var text : new String[] {
            "Hello",
            "Grüße aus Köln, 5 €",
            "Здравствуйте 👋",
            "Wort für Wort ".repeat(40).strip()
        }) {
            // when
            var outcome = provider.send(TenantId.DEFAULT, Messages.to(Channel.SMS, StandInSmsc.NUMBER, CUSTOMER, text))
                    .await()
                    .atMost(PATIENCE);

            // then
            assertThat(outcome).isInstanceOf(DeliveryOutcome.Accepted.class);
            var read = new StringBuilder();
            while (read.length() < text.length()) {
                var submitted = smsc.next();
                assertThat(submitted.path("to").asText()).isEqualTo(BARE_CUSTOMER);
                assertThat(submitted.path("from").asText()).isEqualTo(BARE_NUMBER);
                assertThat(submitted.path("headers").asInt()).isEqualTo(text.length() > 160 ? 1 : 0);
                read.append(submitted.path("text").asText());
                var receipt = next();
                assertThat(receipt.isReceipt()).isTrue();
                assertThat(SmppReceipt.read(receipt.shortMessage(), receipt.parameters()))
                        .get()
                        .satisfies(it -> assertThat(it.id()).startsWith("m"))
                        .satisfies(it -> assertThat(it.state()).isEqualTo("DELIVRD"));
            }
            assertThat(read).hasToString(text);
        }
    }

    @Test
    void shouldReadWhatTheCentreDelivers() throws Exception {
        for (var text : new String[] {"Is it open?", "Süße Grüße", "Где заказ? 📦"}) {
            smsc.deliver(BARE_CUSTOMER, BARE_NUMBER, text, "");

            assertThat(SmppMessage.read(StandInSmsc.NUMBER, config, next()))
                    .isEqualTo(new SmppMessage.Nameless(CUSTOMER, text));
        }

        var parts = new ArrayList<String>();
        for (int number = 1; number <= 2; number++) {
            smsc.deliver(BARE_CUSTOMER, BARE_NUMBER, "part " + number, "05000307020" + number);
            var segment = (SmppMessage.Segment) SmppMessage.read(StandInSmsc.NUMBER, config, next());
            parts.add(segment.part().number() + "/" + segment.part().total() + " "
                    + segment.part().text());
        }
        assertThat(parts).containsExactly("1/2 part 1", "2/2 part 2");
    }

    private static SmppLink.Delivered next() throws InterruptedException {
        var delivered = DELIVERED.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(delivered).as("what the centre delivers").isNotNull();
        return delivered;
    }
}
