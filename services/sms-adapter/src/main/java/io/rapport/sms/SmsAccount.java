package io.rapport.sms;

import io.rapport.platform.channel.account.Account;

/** A number of ours with what is configured for it. */
public record SmsAccount(Account account, SmsSettings settings) {}
