package io.rapport.desk.channel;

import io.rapport.contracts.accounts.AccountConnected;
import io.rapport.contracts.accounts.AccountEvent;
import io.rapport.platform.messaging.Pipeline;
import io.rapport.platform.messaging.Pipelines;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads from the log what adapters tell of our accounts. */
@ApplicationScoped
class AccountConsumer {
    private final Pipeline pipeline;

    AccountConsumer(Pipelines pipelines, ChannelAccounts accounts) {
        pipeline = pipelines.projecting(AccountEvent.class, accounts::on, AccountConnected.class);
    }

    @Incoming("accounts")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return pipeline.process(records);
    }
}
