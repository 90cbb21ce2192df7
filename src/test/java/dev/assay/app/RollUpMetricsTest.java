package dev.assay.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.ExperimentId;
import dev.assay.domain.ModelId;
import dev.assay.observe.Metric;
import dev.assay.series.Batch;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollUpMetricsTest {

    private static final int POINTS = 10_000;

    @TempDir
    Path folder;

    @Test
    void sayHowLongPointsWaitAndWhatOneOfThemTakes() {
        try (TestStore server = TestStore.open(folder)) {
            assertThat(value(server, Metric.ROLL_UP_LAG_SECONDS)).isZero();
            assertThat(value(server, Metric.BYTES_PER_POINT)).isNaN();

            log(server);
            assertThat(value(server, Metric.ROLL_UP_LAG_SECONDS)).isPositive();
            server.store().rollUpAll();

            assertThat(value(server, Metric.ROLL_UP_LAG_SECONDS)).isZero();
            assertThat(value(server, Metric.BYTES_PER_POINT)).isBetween(0.01, 8.0);
            assertThat(value(server, "assay_packs_written_total")).isEqualTo(1);
            assertThat(value(server, "assay_roll_up_seconds_count")).isEqualTo(1);
        }
    }

    private static void log(TestStore server) {
        Experiments experiments = server.store().experiments();
        ModelId model = server.store()
                .models()
                .findByNumber(server.admin(), 0)
                .orElseThrow()
                .id();
        ExperimentId id = experiments.create(server.admin(), Optional.empty(), model, NewExperiment.named("rolled up"));
        Batch batch = new Batch();
        for (int step = 0; step < POINTS; step++) {
            batch.add("loss", step, 1_000L * step, 1.0f / (step + 1));
        }
        experiments.change(
                server.admin(), Optional.empty(), new ExperimentRef.ById(id), Changes.NONE.withPoints(batch));
    }

    private static double value(TestStore server, Metric metric) {
        return value(server, metric.text());
    }

    private static double value(TestStore server, String name) {
        return server.store()
                .metrics()
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }
}
