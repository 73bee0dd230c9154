package io.rapport.local.cli;

import io.rapport.local.up.App;
import io.rapport.local.up.Environment;
import io.rapport.local.up.Refusal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** `./rapport env`. */
@Command(
        name = "env",
        description = "Prints what a service needs to run by hand beside the others, as export lines for a shell.")
final class EnvCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "SERVICE", description = "As ./rapport status names it.")
    private String service = "";

    @Override
    public Integer call() throws Exception {
        var place = Place.here();
        var app = App.byId(service)
                .orElseThrow(() -> new Refusal("There is no service \"" + service + "\"; see ./rapport status."));
        var home = place.home();
        new Environment(place.ports(), home, home.demoPassword(), home.providerSecrets(), System.getenv())
                .of(app)
                .forEach((name, value) ->
                        System.out.println("export " + name + "='" + value.replace("'", "'\\''") + "'"));
        return 0;
    }
}
