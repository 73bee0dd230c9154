package io.rapport.load.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything one run has shown; this is the shape of the JSON file.
 *
 * @param idleMilliCores what each process uses while nothing happens, in thousandths of one processor
 * @param warmUp how the JVMs were warmed up before anything was measured
 * @param load the whole path at the load asked for
 * @param calm the whole path at a load that leaves the machine room, for latency
 * @param ratioToRaw the whole path's rate under load divided by the raw producer's
 */
record BenchReport(
        Instant at,
        String channel,
        Machine machine,
        Map<String, Double> idleMilliCores,
        String warmUp,
        RawProducer.Result rawProducer,
        PhaseResult intake,
        PhaseResult load,
        PhaseResult calm,
        double ratioToRaw,
        List<Target> targets) {

    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** What it ran on. */
    record Machine(String system, String architecture, int processors, long memoryMegabytes, String java) {
        static Machine here() {
            long memory = ManagementFactory.getOperatingSystemMXBean()
                            instanceof com.sun.management.OperatingSystemMXBean system
                    ? system.getTotalMemorySize() >> 20
                    : 0;
            return new Machine(
                    System.getProperty("os.name") + " " + System.getProperty("os.version"),
                    System.getProperty("os.arch"),
                    Runtime.getRuntime().availableProcessors(),
                    memory,
                    System.getProperty("java.vm.version"));
        }
    }

    /** Something the platform promises, and whether this run kept it. */
    record Target(String what, double wanted, double measured, String unit, boolean met) {
        static Target atLeast(String what, double wanted, double measured, String unit) {
            return new Target(what, wanted, measured, unit, measured >= wanted);
        }

        static Target atMost(String what, double wanted, double measured, String unit) {
            return new Target(what, wanted, measured, unit, measured <= wanted);
        }
    }

    /** Whether every mail of every phase became exactly one conversation with one agent. */
    boolean isRight() {
        return List.of(intake, load, calm).stream()
                .allMatch(phase -> phase.count().isRight() && phase.lost() == 0);
    }

    String json() throws IOException {
        return JSON.writeValueAsString(this);
    }

    /** One page with charts that needs nothing but itself. */
    String html() throws IOException {
        try (var template = BenchReport.class.getResourceAsStream("report.html")) {
            if (template == null) {
                throw new IllegalStateException("report.html is missing from the jar");
            }
            // "</" would end the script element that holds the data.
            var data = json().replace("</", "<\\/");
            return new String(template.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .replace("/*DATA*/", data);
        }
    }
}
