package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Reads real mail, which is not part of the project: give its folder as the environment variable {@code RAPPORT_CORPORA} or the
 * system property {@code rapport.corpora}.
 */
class CorporaTest {
    private static Path corpora;

    @BeforeAll
    static void findCorpora() {
        var given = Optional.ofNullable(System.getProperty("rapport.corpora"))
                .or(() -> Optional.ofNullable(System.getenv("RAPPORT_CORPORA")));
        if (given.isEmpty() || !Files.isDirectory(Path.of(given.get()))) {
            System.err.println("SKIPPED: real mail is not read, for RAPPORT_CORPORA names no folder of it");
        }
        assumeTrue(given.isPresent() && Files.isDirectory(Path.of(given.get())), "RAPPORT_CORPORA names no folder");
        corpora = Path.of(given.get());
    }

    @Test
    void shouldReadEveryOddMail() throws IOException {
        var unread = new ArrayList<Path>();
        for (var file : files("ruby-mail", path -> path.toString().endsWith(".eml"))) {
            if (read(file).isEmpty()) {
                unread.add(file);
            }
        }
        assertThat(unread).isEmpty();
    }

    @Test
    void shouldKeepTextOrFilesOfEverySupportMail() throws IOException {
        var empty = new ArrayList<Path>();
        for (var file : files("chatwoot-fixtures", path -> path.toString().endsWith(".eml"))) {
            var mail = read(file).orElseThrow();
            if (mail.text().isEmpty() && mail.files().isEmpty()) {
                empty.add(file.getFileName());
            }
        }
        assertThat(empty).isEmpty();
    }

    @Test
    void shouldTakeBouncesForWhatTheyAre() throws IOException {
        // given
        var mails = files("php-bounce-handler", path -> true);
        var missed = new ArrayList<Path>();
        // when
        int seen = 0;
        for (var file : mails) {
            var mail = read(file);
            if (mail.isPresent()) {
                seen++;
                if (mail.get().machine().kind() == MachineMail.Kind.NONE) {
                    missed.add(file.getFileName());
                }
            }
        }
        // then: most say what they are in a header; the rest only in words, which is no proof
        System.err.println("Not known as machine-written: " + missed.size() + " of " + seen + ": " + missed);
        assertThat(missed.size()).isLessThan(seen / 2);
    }

    private static List<Path> files(String folder, Predicate<Path> wanted) throws IOException {
        var path = corpora.resolve(folder);
        assumeTrue(Files.isDirectory(path), path + " is missing");
        try (var files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().contains("LICENSE"))
                    .filter(wanted)
                    .sorted()
                    .toList();
        }
    }

    private static Optional<InboundEmail> read(Path file) throws IOException {
        return EmailParser.parse(Files.readAllBytes(file), null);
    }
}
