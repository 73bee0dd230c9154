package io.rapport.chat.site;

import io.rapport.platform.channel.account.Account;
import java.util.Set;

/**
 * A web site with the chat on its pages.
 *
 * @param origins where its pages come from
 */
public record Site(Account account, Set<String> origins) {}
