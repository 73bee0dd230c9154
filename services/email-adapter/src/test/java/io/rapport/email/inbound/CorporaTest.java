package io.rapport.email.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rapport.email.inbound.MachineMail.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Reads real mail, which is not part of the project: give its folder as the environment variable {@code RAPPORT_CORPORA} or the
 * system property {@code rapport.corpora}.
 */
class CorporaTest {
    private static final Set<Kind> REPORTS = EnumSet.of(Kind.FAILED, Kind.DELAYED, Kind.DELIVERED, Kind.COMPLAINT);

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
    void shouldComeToAnEndWithEveryFile() throws IOException {
        for (var file : files("", path -> true)) {
            read(file);
        }
    }

    @Test
    void shouldTakeBouncesForWhatTheyAre() throws IOException {
        // given: all but two are bounces or complaints; one of the two is no mail, the other a bounce that was passed
        // on
        var mails = files(
                "php-bounce-handler", path -> !path.endsWith("testfile.eml") && !path.endsWith("unsubscribe.txt"));
        // when
        var missed =
                mails.stream().filter(file -> !REPORTS.contains(kind(file))).toList();
        // then
        assertThat(missed).isEmpty();
        assertThat(kind(corpora.resolve("php-bounce-handler/unsubscribe.txt"))).isEqualTo(Kind.NONE);
    }

    @Test
    void shouldNotTakePeoplesMailForBounces() throws IOException {
        var taken = new ArrayList<Path>();
        for (var folder : List.of(
                "reply-github", "reply-zapier", "reply-willdurand", "reply-edlio", "reply-talon", "ruby-mail")) {
            for (var file : files(
                    folder,
                    path -> !path.toString().contains("report")
                            && !path.toString().contains("without_content_type"))) {
                if (REPORTS.contains(kind(file))
                        || REPORTS.contains(asText(file).machine().kind())) {
                    taken.add(file);
                }
            }
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void shouldReadTheStatusThatTheReportsSay() throws IOException {
        var wrong = new ArrayList<String>();
        var expected = expectations("status");
        for (var expectation : expected) {
            var file = corpora.resolve(expectation[1]);
            if (Files.exists(file)
                    && !expectation[0].equals(
                            String.valueOf(read(file).orElseThrow().machine().status()))) {
                wrong.add(expectation[1]);
            }
        }
        tell("status", expected.size(), wrong);
        assertThat(wrong.size()).isLessThanOrEqualTo(expected.size() / 20);
    }

    @Test
    void shouldFindTheNewWordsOfPlainReplies() throws IOException {
        // given: hashes of what a person takes for new
        var wrong = new ArrayList<String>();
        var expected = expectations("newest-text.sha256");
        // when
        for (var expectation : expected) {
            var file = corpora.resolve(expectation[1]);
            if (Files.exists(file)
                    && !expectation[0].equals(sha256(normalised(asText(file).newestText())))) {
                wrong.add(expectation[1]);
            }
        }
        // then
        tell("new words of plain replies", expected.size(), wrong);
        assertThat(wrong.size()).isLessThanOrEqualTo(expected.size() / 20);
    }

    @Test
    void shouldFindTheNewWordsOfWholeMails() throws IOException {
        var wrong = new ArrayList<String>();
        var mails = files(
                "reply-talon/fixtures/standard_replies", path -> path.toString().endsWith(".eml"));
        for (var file : mails) {
            var said = file.resolveSibling(file.getFileName().toString().replace(".eml", "_reply_text"));
            // their expectations keep the signature that ours leave out
            var expected = Files.exists(said) ? NewestText.of(Files.readString(said)) : "Hello";
            if (!normalised(expected).equals(normalised(read(file).orElseThrow().newestText()))) {
                wrong.add(file.toString());
            }
        }
        tell("new words of whole mails", mails.size(), wrong);
        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldFindTheNewWordsOfHtmlReplies() throws IOException {
        var wrong = new ArrayList<String>();
        var pages = files("reply-talon/fixtures/html_replies", path -> true);
        for (var file : pages) {
            var newest = asMail("text/html", Files.readAllBytes(file)).newestText();
            // whether a paragraph is apart from the next is in style sheets that nobody reads
            if (!newest.replaceAll("\\n+", "\n").equals("Hi. I am fine.\nThanks,\nAlex")) {
                wrong.add(file.toString());
            }
        }
        tell("new words of html replies", pages.size(), wrong);
        assertThat(wrong).isEmpty();
    }

    private static Kind kind(Path file) {
        try {
            return read(file).map(mail -> mail.machine().kind()).orElse(Kind.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InboundEmail asText(Path file) throws IOException {
        return asMail("text/plain", Files.readAllBytes(file));
    }

    private static InboundEmail asMail(String type, byte[] body) {
        var header = "From: a@example.com\r\nSubject: Re: x\r\nContent-Type: " + type + "\r\n\r\n";
        var raw = new ByteArrayOutputStream();
        raw.writeBytes(header.getBytes(StandardCharsets.UTF_8));
        raw.writeBytes(body);
        return EmailParser.parse(raw.toByteArray(), "a@example.com").orElseThrow();
    }

    /** Lines of an expectation, two blanks and a file. */
    private static List<String[]> expectations(String name) throws IOException {
        try (var in = CorporaTest.class.getResourceAsStream("/corpora/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("  ", 2))
                    .toList();
        }
    }

    private static void tell(String what, int all, List<String> wrong) {
        System.err.printf("%s: %d of %d right; not %s%n", what, all - wrong.size(), all, wrong);
    }

    private static String normalised(String text) {
        return text.lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
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
