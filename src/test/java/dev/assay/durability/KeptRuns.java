package dev.assay.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.ExperimentRef;
import dev.assay.app.PointQuery;
import dev.assay.app.Snapshot;
import dev.assay.app.TestStore;
import dev.assay.domain.Tag;
import dev.assay.keep.Check;
import dev.assay.keep.Finding;
import dev.assay.observe.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Holds a store against what was acknowledged of the batches of a `RunWriter`.
final class KeptRuns {

    private KeptRuns() {}

    /// The store in the folder `data`, opened, is whole, and of each run it holds the first batches, each wholly and
    /// once: as many as were acknowledged, or one more, which was under way.
    static void check(Path data, TestStore store, Map<String, Integer> acknowledgedByRun) {
        List<Finding> findings = new ArrayList<>();
        Check.run(data, findings::add, Progress.NONE);
        assertThat(findings).isEmpty();
        acknowledgedByRun.forEach((run, acknowledged) -> checkRun(store, run, acknowledged));
    }

    private static void checkRun(TestStore store, String run, int acknowledged) {
        Snapshot snapshot = store.store().reads().readRun(store.admin(), run).snapshot();
        Map<String, List<Long>> steps = steps(store, run);
        int kept = steps.getOrDefault("m0", List.of()).size();
        assertThat(kept).as("batches of %s", run).isBetween(acknowledged, acknowledged + 1);
        List<Long> all = IntStream.range(0, kept).mapToObj(Long::valueOf).toList();
        for (int series = 0; series < RunWriter.SERIES; series++) {
            assertThat(steps.getOrDefault("m" + series, List.of()))
                    .as("m%d of %s", series, run)
                    .isEqualTo(all);
        }
        int large = (kept + RunWriter.LARGE_EVERY - 1) / RunWriter.LARGE_EVERY;
        assertThat(steps.getOrDefault("large", List.of()))
                .as("large of %s", run)
                .hasSize(large * RunWriter.LARGE_POINTS)
                .doesNotHaveDuplicates();
        assertThat(snapshot.experiment().tags().stream()
                        .filter(tag -> tag.key().equals("t"))
                        .map(Tag::value))
                .isEqualTo(kept == 0 ? List.of() : List.of(RunWriter.mark(run, kept - 1)));
        snapshot.series()
                .forEach(series -> assertThat(series.aggregates().length())
                        .as("length of %s of %s", series.name(), run)
                        .isEqualTo(steps.get(series.name()).size()));
    }

    private static Map<String, List<Long>> steps(TestStore store, String run) {
        Map<String, List<Long>> steps = new HashMap<>();
        PointQuery all = new PointQuery(List.of(), Long.MIN_VALUE, Long.MAX_VALUE, 0, Long.MAX_VALUE);
        store.store()
                .reads()
                .points(store.admin(), new ExperimentRef.ByRunId(run), all, (series, step, timeMs, value) -> {
                    assertThat(timeMs).isEqualTo(step);
                    assertThat(value).isEqualTo(step + 0.5);
                    steps.computeIfAbsent(series, _ -> new ArrayList<>()).add(step);
                });
        return steps;
    }
}
