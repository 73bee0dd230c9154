package io.rapport.local.cli;

import io.rapport.local.up.Refusal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `./rapport logs`. */
@Command(name = "logs", description = "Shows the log of a part since its last start.")
final class LogsCommand implements Callable<Integer> {

    private static final int BLOCK = 64 * 1024;

    @Parameters(index = "0", paramLabel = "PART", description = "As ./rapport status names it, or launcher.")
    private String part = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on showing what is added, until Ctrl-C.")
    private boolean follow;

    @Override
    public Integer call() throws Exception {
        var log = Place.here().home().log(part);
        if (!part.matches("[a-z-]+") || !Files.exists(log)) {
            throw new Refusal(
                    "There is no log of \"" + part + "\"; there are: " + others(log.resolveSibling(".")) + ".");
        }
        long shown = print(log, 0);
        while (follow) {
            TimeUnit.MILLISECONDS.sleep(300);
            // Shorter than before: the part was started again and has a new log.
            shown = print(log, Files.exists(log) && Files.size(log) < shown ? 0 : shown);
        }
        return 0;
    }

    private static long print(Path log, long from) throws IOException {
        if (!Files.exists(log)) {
            return from;
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(from);
            var block = new byte[BLOCK];
            for (int read = file.read(block); read > 0; read = file.read(block)) {
                System.out.write(block, 0, read);
            }
            System.out.flush();
            return file.getFilePointer();
        }
    }

    private static String others(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return "none, for nothing has been started yet";
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .map(name -> name.substring(0, name.length() - ".log".length()))
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
    }
}
