package io.rapport.chat.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VoucherTest {
    /** RFC 4231 section 4.3, test case 2. */
    private static final String KEY = "Jefe";

    private static final String TEXT = "what do ya want for nothing?";
    private static final String HASH = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

    private final Voucher voucher = new Voucher(KEY);

    @Test
    void shouldKnowTheHashesOfItsSite() {
        assertThat(voucher.vouchesFor(TEXT, HASH)).isTrue();
        assertThat(voucher.vouchesFor(TEXT, HASH.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(voucher.vouchesFor("somebody else", HASH)).isFalse();
        assertThat(voucher.vouchesFor(TEXT, HASH.substring(2))).isFalse();
        assertThat(voucher.vouchesFor(TEXT, "")).isFalse();
        assertThat(new Voucher("another").vouchesFor(TEXT, HASH)).isFalse();
    }

    @Test
    void shouldGiveNoPassToWhoHasHashesOnly() {
        var visitor = UUID.fromString("0d5e0c8a-6a0e-5c5e-9a53-1f6f2c7b9d10");
        var pass = voucher.passFor(visitor);
        assertThat(voucher.isPass(visitor, pass)).isTrue();
        assertThat(voucher.isPass(UUID.fromString("0d5e0c8a-6a0e-5c5e-9a53-1f6f2c7b9d11"), pass))
                .isFalse();
        assertThat(voucher.vouchesFor(visitor.toString(), pass)).isFalse();
    }
}
