package io.rapport.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.load.bench.BenchReport.Target;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchReportTest {

    private static final Latency LATENCY =
            new Latency(1, 1.5, 2.5, 3.5, 4.5, List.of(new Latency.Point(0, 1.5), new Latency.Point(100, 4.5)));

    @Test
    void shouldBeOnePageThatNeedsNothingElseWhenWrittenAsHtml() throws Exception {
        // given
        var report = report(new Journey.Count(10, 10, 0, 0));

        // when
        var html = report.html();

        // then
        assertThat(html).doesNotContain("/*DATA*/", "<link", "src=", "http://", "https://");
        assertThat(html).contains("\"channel\" : \"email\"");
    }

    @Test
    void shouldNotEndItsOwnDataWhenANameHoldsMarkup() throws Exception {
        // given
        var report = report(new Journey.Count(10, 10, 0, 0));

        // when
        var data = report.html().split("id=\"data\">")[1].split("</script>")[0];

        // then
        assertThat(BenchReport.JSON.readTree(data).path("warmUp").asText()).isEqualTo("none </script>");
    }

    @Test
    void shouldBeWrongWhenAMailIsMissingOrRepeated() {
        assertThat(report(new Journey.Count(10, 10, 0, 0)).isRight()).isTrue();
        assertThat(report(new Journey.Count(10, 9, 1, 0)).isRight()).isFalse();
        assertThat(report(new Journey.Count(10, 9, 0, 1)).isRight()).isFalse();
    }

    @Test
    void shouldMeetATargetWhenOnTheRightSideOfIt() {
        assertThat(Target.atLeast("rate", 1_000, 1_000, "mails/s").met()).isTrue();
        assertThat(Target.atLeast("rate", 1_000, 999, "mails/s").met()).isFalse();
        assertThat(Target.atMost("latency", 250, 250, "ms").met()).isTrue();
        assertThat(Target.atMost("latency", 250, 251, "ms").met()).isFalse();
    }

    @Test
    void shouldPrintEveryProcessWithItsShareAndItsRatioToTheRawProducerWhenTheRunIsOver() {
        // given
        var printed = new ByteArrayOutputStream();

        // when
        new TextReport(new PrintStream(printed, true, StandardCharsets.UTF_8))
                .print(report(new Journey.Count(10, 10, 0, 0)));

        // then
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("routing", "300  75 %    27", "of postgres: walsender", "MISSED  latency", "MET     rate");
    }

    private static BenchReport report(Journey.Count count) {
        var phase = new PhaseResult(
                "phase",
                200,
                count,
                1,
                10,
                9,
                1,
                0.5,
                0,
                0,
                LATENCY,
                LATENCY,
                LATENCY,
                List.of(new CpuShare("routing", 300, 0.75), new CpuShare("kafka", 100, 0.25)),
                400,
                List.of(new CpuShare("walsender", 20, 1)),
                50,
                -1,
                List.of(new PhaseResult.Second(0, 10, 10, 9)));
        return new BenchReport(
                Instant.EPOCH,
                "email",
                BenchReport.Machine.here(),
                Map.of("routing", 3.0),
                "none </script>",
                new RawProducer.Result(1_000, 1, 1_000, 5, 6),
                phase,
                phase,
                phase,
                0.009,
                List.of(Target.atLeast("rate", 9, 9, "mails/s"), Target.atMost("latency", 250, 300, "ms")));
    }
}
