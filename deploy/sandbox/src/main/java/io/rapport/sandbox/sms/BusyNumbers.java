package io.rapport.sandbox.sms;

import java.util.concurrent.atomic.AtomicInteger;

/** Numbers to which a carrier takes nothing now, or only every other message: nobody has them. */
public final class BusyNumbers {
    public static final String ALWAYS = "+447700900991";
    public static final String EVERY_OTHER_TIME = "+447700900992";

    private final AtomicInteger asked = new AtomicInteger();

    /** Whether the carrier is too busy for this message. */
    public boolean isBusy(String number) {
        return number.equals(ALWAYS) || (number.equals(EVERY_OTHER_TIME) && asked.getAndIncrement() % 2 == 0);
    }
}
