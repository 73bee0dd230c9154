package io.rapport.local.up;

import io.rapport.local.part.Connect;
import io.rapport.local.part.JavaPart;
import io.rapport.local.part.Kafka;
import io.rapport.local.part.Layout;
import io.rapport.local.part.Ports;
import io.rapport.local.part.Postgres;
import io.rapport.local.part.RunningPart;
import io.rapport.local.part.TetheredJar;
import io.rapport.local.topics.Topics;
import io.rapport.local.up.StackState.State;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that belongs to the platform, and how each part of it is run. */
final class Stack {

    static final String DATABASE = "rapport";
    static final String POSTGRES = "postgres";
    static final String KAFKA = "kafka";
    static final String CONNECT = "connect";
    private static final String CONNECTOR = "rapport-outbox";

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final Layout layout;
    private final Home home;
    private final PortPlan ports;
    private final Environment environment;
    private final boolean quickStart;
    private volatile boolean recordsCaches;

    Stack(Layout layout, Home home, PortPlan ports, boolean quickStart) throws IOException {
        this.layout = layout;
        this.home = home;
        this.ports = ports;
        this.environment = new Environment(ports, home, home.demoPassword(), home.providerSecrets(), System.getenv());
        this.quickStart = quickStart;
    }

    List<PartPlan> plans() {
        var plans = new ArrayList<>(List.of(postgres(), kafka(), connect()));
        for (var app : App.values()) {
            plans.add(app(app));
        }
        return plans;
    }

    /** Whether some part writes its start-up cache when it is stopped. */
    boolean recordsCaches() {
        return recordsCaches;
    }

    /** The parts that are not to be started, and why. */
    Map<PartPlan, State> absent(List<PartPlan> plans, Set<String> without) {
        var absent = new LinkedHashMap<PartPlan, State>();
        for (var plan : plans) {
            if (without.contains(plan.name())) {
                absent.put(plan, State.WITHOUT);
            } else if (App.byId(plan.name())
                    .filter(app -> !app.isBuilt(layout.root()))
                    .isPresent()) {
                absent.put(plan, State.MISSING);
            }
        }
        return absent;
    }

    /** Each port and who wants it. */
    static Map<Integer, String> wantedPorts(PortPlan ports, Set<String> without) {
        var wanted = new LinkedHashMap<Integer, String>();
        wanted.put(ports.postgres(), "PostgreSQL");
        wanted.put(ports.kafka(), "Kafka");
        wanted.put(ports.kafkaController(), "Kafka");
        wanted.put(ports.connect(), "Kafka Connect");
        for (var app : App.values()) {
            if (!without.contains(app.id())) {
                wanted.put(ports.of(app), app.id());
            }
        }
        if (!without.contains(App.EMAIL_ADAPTER.id())) {
            wanted.put(ports.smtp(), App.EMAIL_ADAPTER.id() + " (SMTP)");
        }
        if (!without.contains(App.SANDBOX.id())) {
            wanted.put(ports.smtpSink(), App.SANDBOX.id() + " (SMTP)");
            wanted.put(ports.imap(), App.SANDBOX.id() + " (IMAP)");
            wanted.put(ports.smpp(), App.SANDBOX.id() + " (SMPP)");
        }
        return wanted;
    }

    private PartPlan postgres() {
        return new PartPlan(
                POSTGRES,
                ports.postgres(),
                Set.of(),
                () -> Postgres.start(layout, postgresOptions(home.rotatedLog(POSTGRES))),
                () -> Postgres.bootstrap(
                        postgresOptions(home.log(POSTGRES)), DATABASE, Files.readString(layout.bootstrapSql())),
                PartPlan.NOTHING);
    }

    private Postgres.Options postgresOptions(Path log) {
        return new Postgres.Options(home.data(POSTGRES), ports.postgres(), true, log);
    }

    private PartPlan kafka() {
        return new PartPlan(
                KAFKA,
                ports.kafka(),
                Set.of(),
                () -> cached(
                        KAFKA,
                        List.of(layout.kafkaLibs()),
                        "-Xmx512m",
                        jvm -> Kafka.start(
                                layout,
                                new Kafka.Options(
                                        home.data(KAFKA),
                                        ports.kafka(),
                                        ports.kafkaController(),
                                        false,
                                        jvm,
                                        home.rotatedLog(KAFKA)))),
                () -> Topics.read(layout.topics()).create("localhost:" + ports.kafka()),
                PartPlan.NOTHING);
    }

    private PartPlan connect() {
        var url = URI.create("http://localhost:" + ports.connect());
        return new PartPlan(
                CONNECT,
                ports.connect(),
                Set.of(POSTGRES, KAFKA),
                () -> cached(
                        CONNECT,
                        List.of(layout.kafkaLibs()),
                        "-Xmx512m",
                        jvm -> Connect.start(
                                layout,
                                new Connect.Options(
                                        home.data(CONNECT),
                                        ports.connect(),
                                        "localhost:" + ports.kafka(),
                                        postgresOptions(home.log(POSTGRES)),
                                        DATABASE,
                                        jvm,
                                        home.rotatedLog(CONNECT)))),
                () -> {
                    Connect.configure(url, CONNECTOR, Files.readString(layout.outboxConnector()));
                    Connect.awaitRunning(url, CONNECTOR, Duration.ofSeconds(60));
                },
                () -> Connect.restartFailed(url, CONNECTOR));
    }

    private PartPlan app(App app) {
        var jar = app.application(layout.root()).resolve("quarkus-run.jar");
        var ready = URI.create("http://127.0.0.1:" + ports.of(app) + "/q/health/ready");
        return new PartPlan(
                app.id(),
                ports.of(app),
                Set.of(POSTGRES, KAFKA),
                () -> {
                    var tethered = TetheredJar.around(jar, home.data(app.id()).resolve("tethered.jar"));
                    var code = List.of(app.application(layout.root()), tethered.file());
                    return cached(
                            app.id(),
                            code,
                            "-Xmx288m",
                            jvm -> JavaPart.start(
                                    new JavaPart.Command(
                                            tethered.mainClass(),
                                            JavaPart.Command.inJar(tethered.file()),
                                            jvm,
                                            List.of(),
                                            environment.of(app),
                                            home.data(app.id())),
                                    home.rotatedLog(app.id()),
                                    // a look at the port costs next to nothing, and a service opens it last
                                    () -> Ports.answers(ports.of(app)) && answers(ready)));
                },
                PartPlan.NOTHING,
                PartPlan.NOTHING);
    }

    @FunctionalInterface
    private interface JvmStarter {
        RunningPart start(List<String> jvmOptions) throws IOException;
    }

    private RunningPart cached(String name, List<Path> jars, String heap, JvmStarter starter) throws IOException {
        var options = new ArrayList<>(List.of(
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UseSerialGC",
                // what a batch needs dies young: the fewer collections, the less of it is still in use and copied
                "-XX:NewSize=96m",
                // a dozen machines share few processors: what each finds in their address caches counts
                "-XX:+UseTransparentHugePages",
                heap,
                "-XX:+ExitOnOutOfMemoryError",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED"));
        if (!quickStart) {
            return starter.start(options);
        }
        // A dozen machines that start at once would give a third of the processors to optimizing what runs for some
        // seconds.
        options.add("-XX:TieredStopAtLevel=1");
        Optional<AotCache> cache = AotCache.of(home.aot(), name, jars);
        if (cache.isEmpty()) {
            return starter.start(options);
        }
        boolean recording = cache.get().isRecording();
        if (recording) {
            recordsCaches = true;
        }
        options.addAll(cache.get().options());
        return new CachedPart(starter.start(options), cache.get(), recording);
    }

    private static boolean answers(URI uri) {
        try {
            var request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
