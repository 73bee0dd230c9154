package io.rapport.sms.provider.smpp;

import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.channel.account.Account;
import io.rapport.platform.channel.account.AccountFactory;
import io.rapport.sms.PhoneNumber;
import io.rapport.sms.consent.OptOuts;
import io.rapport.sms.outbound.SmsGate;
import jakarta.inject.Singleton;
import java.util.List;

/** The numbers we have at carriers that speak SMPP, each with its line. */
@Singleton
public class SmppAccounts implements AccountFactory<SmppConfig.Account> {
    /** 255 segments of 153 characters, which is what a header can count to; the account's own limit is lower. */
    private static final int MAX_LENGTH = 255 * 153;

    private final SmppConfig config;
    private final OptOuts optOuts;
    private final SmppSent sent;

    SmppAccounts(SmppConfig config, OptOuts optOuts, SmppSent sent) {
        this.config = config;
        this.optOuts = optOuts;
        this.sent = sent;
    }

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public String provider() {
        return "smpp";
    }

    @Override
    public Class<SmppConfig.Account> settings() {
        return SmppConfig.Account.class;
    }

    @Override
    public List<SmppConfig.Account> configured() {
        return config.accounts();
    }

    @Override
    public Account make(SmppConfig.Account account) {
        var number = PhoneNumber.sender(account.number(), account.defaultRegion())
                .orElseThrow(() -> new IllegalArgumentException("The number of the account \"" + account.id()
                        + "\" is neither a phone number nor a sender's name"));
        if (account.window() < 1) {
            throw new IllegalArgumentException("The window of the account \"" + account.id() + "\" is at least 1");
        }
        return new Account(
                account.id(),
                TenantId.of(account.tenant()),
                Channel.SMS,
                number,
                new SmppProvider(number, account, new SmppLink(account), sent, new SmsGate(number, account, optOuts)),
                SmsGate.capabilities(MAX_LENGTH, account),
                account);
    }
}
