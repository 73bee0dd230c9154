package io.rapport.local.cli;

import io.rapport.local.up.Launcher;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** `./rapport down`. */
@Command(name = "down", description = "Stops everything that ./rapport up started; the data stays.")
final class DownCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        var home = Place.here().home();
        System.out.println(
                Launcher.stop(home, System.out)
                        ? "Stopped; the data is kept in " + home.folder() + "."
                        : "Rapport is not running.");
        return 0;
    }
}
