package io.rapport.email.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rapport.platform.testkit.PlatformResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The platform, whose brokers cannot be found until the test lets them be: nobody answers at the first address. */
public final class LateKafkaResource implements QuarkusTestResourceLifecycleManager {
    private final PlatformResource platform = new PlatformResource();
    private final Door door = new Door();

    @Override
    public Map<String, String> start() {
        var config = new HashMap<>(platform.start());
        door.behind = config.put("kafka.bootstrap.servers", "localhost:" + door.port);
        config.put("mp.messaging.incoming.outbound.enabled", "false");
        config.put("rapport.messaging.delivery-timeout", "500ms");
        return config;
    }

    @Override
    public void inject(TestInjector injector) {
        platform.inject(injector);
        injector.injectIntoFields(door, new TestInjector.MatchesType(Door.class));
    }

    @Override
    public void stop() {
        door.close();
        platform.stop();
    }

    /** What stands between the service and the first broker. */
    public static final class Door implements AutoCloseable {
        private final int port = freePort();
        private @Nullable String behind;
        private @Nullable ServerSocket open;

        /** Lets the service through from now on. */
        public void open() {
            try {
                var server = new ServerSocket(port);
                open = server;
                Thread.ofVirtual().start(() -> accept(server));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                if (open != null) {
                    open.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void accept(ServerSocket server) {
            var broker = String.valueOf(behind).split(",", 2)[0].split(":", 2);
            try {
                while (true) {
                    var client = server.accept();
                    var target = new Socket(broker[0], Integer.parseInt(broker[1]));
                    Thread.ofVirtual().start(() -> pass(client, target));
                    Thread.ofVirtual().start(() -> pass(target, client));
                }
            } catch (IOException closed) {
                // the test is over
            }
        }

        private static void pass(Socket from, Socket to) {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException closed) {
                // by either side
            }
        }

        private static int freePort() {
            try (var free = new ServerSocket(0)) {
                return free.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
