package io.rapport.sms.provider.smpp;

import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.sms.PhoneNumber;
import io.rapport.sms.SmsAccount;
import io.rapport.sms.consent.OptOuts;
import io.rapport.sms.outbound.SmsGate;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;

/** The numbers we have at carriers that speak SMPP, each with its line. */
@Singleton
public class SmppAccounts {
    /** 255 segments of 153 characters, which is what a header can count to; the account's own limit is lower. */
    private static final int MAX_LENGTH = 255 * 153;

    private final List<Line> lines;

    SmppAccounts(SmppConfig config, OptOuts optOuts, SmppSent sent) {
        this.lines = config.accounts().stream()
                .map(account -> {
                    var number = PhoneNumber.sender(account.number(), account.defaultRegion())
                            .orElseThrow(
                                    () -> new IllegalArgumentException("rapport.sms.smpp.accounts: the number of \""
                                            + account.id() + "\" is neither a phone number nor a sender's name"));
                    var link = new SmppLink(account);
                    var provider = new SmppProvider(number, account, link, sent, new SmsGate(number, account, optOuts));
                    return new Line(
                            new Account(
                                    account.id(),
                                    TenantId.of(account.tenant()),
                                    Channel.SMS,
                                    number,
                                    provider,
                                    SmsGate.capabilities(MAX_LENGTH, account)),
                            account,
                            link);
                })
                .toList();
    }

    /** An account and the line it is reached by. */
    record Line(Account account, SmppConfig.Account config, SmppLink link) {}

    List<Line> lines() {
        return lines;
    }

    public List<SmsAccount> accounts() {
        return lines.stream()
                .map(line -> new SmsAccount(line.account(), line.config()))
                .toList();
    }

    @PreDestroy
    void close() {
        lines.forEach(line -> line.link().close());
    }
}
