package dev.assay.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.app.ExperimentRef.ById;
import dev.assay.app.Watch.OfExperiment;
import dev.assay.app.Watch.OfModel;
import dev.assay.app.Watch.Subject;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Fault;
import dev.assay.domain.ModelId;
import dev.assay.domain.Scope;
import dev.assay.domain.Tag;
import dev.assay.keep.Filled;
import dev.assay.sql.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What whoever watches is told, on every database.
abstract class WatchContract {

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-01-02T03:04:05.678Z"));
    private Filled filled;
    private Watch watch;
    private ModelId model;
    private ExperimentId experiment;

    protected abstract Database open(Path folder);

    @BeforeEach
    void openStore() {
        filled = Filled.open(open(folder), folder, clock);
        watch = filled.opened().store().watch();
        model = filled.model("m");
        experiment = filled.experiment(model, "e");
    }

    @AfterEach
    void closeStore() {
        filled.close();
    }

    private String version(Subject subject) {
        String version = watch.version(filled.opened().admin(), subject);
        assertThat(watch.find(subject)).contains(version);
        return version;
    }

    private void tag(String value) {
        Changes changes = Changes.NONE.withTags(List.of(new Tag("k", value)));
        filled.opened()
                .store()
                .experiments()
                .change(filled.opened().admin(), Optional.empty(), new ById(experiment), changes);
    }

    @Test
    void hasAnotherVersionOfAnExperimentAfterEachChangeAndOnlyThen() {
        Subject subject = new OfExperiment(experiment);
        ExperimentId other = filled.experiment(model, "other");
        Set<String> versions = new HashSet<>(Set.of(version(subject)));
        List<Runnable> changes = List.of(
                () -> filled.log(experiment, 0, 10),
                () -> filled.log(experiment, 10, 1),
                // Sums of the characters, and Java's hashes, are the same.
                () -> tag("Aa"),
                () -> tag("BB"),
                () -> filled.file(experiment, "a.txt", "one"),
                () -> filled.file(experiment, "a.txt", "longer"),
                () -> filled.file(experiment, "a.txt", "as long"),
                () -> filled.table(experiment, "t", "x\n1\n"));
        for (Runnable change : changes) {
            clock.pass(Duration.ofMillis(1));
            change.run();
            assertThat(versions.add(version(subject))).isTrue();
        }
        filled.log(other, 0, 10);
        assertThat(versions).contains(version(subject));
    }

    @Test
    void hasAnotherVersionOfAModelAfterEachChangeOfItsExperimentsAndOnlyThen() {
        Subject subject = new OfModel(model);
        Set<String> versions = new HashSet<>(Set.of(version(subject)));
        List<Runnable> changes = List.of(
                () -> filled.log(experiment, 0, 10),
                () -> filled.log(experiment, 10, 1),
                () -> tag("v"),
                () -> filled.experiment(model, "more"),
                () -> filled.delete(experiment));
        for (Runnable change : changes) {
            change.run();
            assertThat(versions.add(version(subject))).isTrue();
        }
        filled.log(filled.experiment(filled.model("other"), "e"), 0, 10);
        assertThat(versions).contains(version(subject));
    }

    /// While the moment stays, nothing can have changed.
    @Test
    void hasAnotherMomentAfterEachWriteUnlessOthersWriteToo() {
        Optional<Long> before = watch.moment();
        assertThat(before.isEmpty()).isEqualTo(filled.opened().database().isShared());
        filled.log(experiment, 0, 10);
        Optional<Long> after = watch.moment();
        assertThat(after.isPresent() && after.equals(before)).isFalse();
        assertThat(watch.moment()).isEqualTo(after);
    }

    @Test
    void knowsNothingOfWhatIsNotThere() {
        filled.delete(experiment);
        assertThat(watch.find(new OfExperiment(experiment))).isEmpty();
        assertFails(filled.opened().admin(), new OfExperiment(experiment), "ExperimentNotFound");
        filled.opened().store().models().delete(filled.opened().admin(), Optional.empty(), model);
        assertThat(watch.find(new OfModel(model))).isEmpty();
        assertFails(filled.opened().admin(), new OfModel(model), "ModelNotFound");
        assertFails(filled.opened().caller(Set.of(Scope.MODELS_WRITE)), new OfModel(model), "ApiUsageDenied");
    }

    private void assertFails(Caller caller, Subject subject, String name) {
        assertThatThrownBy(() -> watch.version(caller, subject))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.name()).isEqualTo(name));
    }
}
