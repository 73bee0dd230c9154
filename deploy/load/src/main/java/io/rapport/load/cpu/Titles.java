package io.rapport.load.cpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells PostgreSQL's processes apart, which say in their titles what they are. */
final class Titles {

    private static final Pattern TITLE = Pattern.compile("postgres: ([a-z_]+)(?: ([a-z_]+))?.*");

    private Titles() {}

    /** Whom a server process works for, such as routing or walwriter; elsewhere than on Linux always "server". */
    static String of(long pid) {
        try {
            var line = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            return of(line.replace('\0', ' ').strip());
        } catch (IOException endedOrNotLinux) {
            return "server";
        }
    }

    static String of(String title) {
        Matcher match = TITLE.matcher(title);
        if (!match.matches()) {
            return "server";
        }
        return "walsender".equals(match.group(1)) || match.group(2) == null || "rapport".equals(match.group(2))
                ? match.group(1)
                : match.group(1) + " " + match.group(2);
    }
}
