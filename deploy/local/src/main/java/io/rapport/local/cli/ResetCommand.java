package io.rapport.local.cli;

import io.rapport.local.up.Launcher;
import io.rapport.local.up.Refusal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Scanner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** `./rapport reset`. */
@Command(name = "reset", description = "Stops everything and deletes all local data, after asking.")
final class ResetCommand implements Callable<Integer> {

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() throws Exception {
        var folder = Place.here().home().folder();
        if (!Files.exists(folder)) {
            System.out.println("There is no data in " + folder + ".");
            return 0;
        }
        if (!yes && !confirmed(folder)) {
            System.out.println("Nothing was deleted.");
            return 1;
        }
        if (!Files.exists(folder.resolve("launcher.lock"))) {
            throw new Refusal(folder + " does not look like Rapport's data: delete it by hand if it is.");
        }
        Launcher.stop(Place.here().home(), System.out);
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
        System.out.println("Deleted " + folder + "; the next ./rapport up starts afresh.");
        return 0;
    }

    private static boolean confirmed(Path folder) {
        System.out.print("Delete all conversations, events, accounts and logs in " + folder + "? [y/N] ");
        System.out.flush();
        var answers = new Scanner(System.in, Charset.defaultCharset());
        return answers.hasNextLine()
                && answers.nextLine().strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }
}
