package io.rapport.social;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Other projects' messages; they stay outside this one, in the folder that RAPPORT_CORPORA names. */
public final class Corpora {
    private Corpora() {}

    /** A folder of them; without it the test is skipped, and says so. */
    public static Path folder(String name) {
        var corpora = System.getenv("RAPPORT_CORPORA");
        if (corpora == null || corpora.isBlank()) {
            System.err.println("SKIPPED: RAPPORT_CORPORA is not set, so nothing was read from " + name);
        }
        assumeTrue(corpora != null && !corpora.isBlank(), "RAPPORT_CORPORA is not set");
        var folder = Path.of(corpora).resolve(name);
        assumeTrue(Files.isDirectory(folder), "there is no folder " + name + " in RAPPORT_CORPORA");
        return folder;
    }
}
