package dev.assay.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Artifact;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Fault;
import dev.assay.domain.ModelId;
import dev.assay.domain.StoredFile;
import dev.assay.domain.Tag;
import dev.assay.keep.Filled;
import dev.assay.sql.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is done to many experiments at once, on every database.
abstract class SelectionContract {

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-01-02T03:04:05.678Z"));
    private Filled filled;
    private Caller admin;
    private Selections selections;
    private ModelId model;
    private List<ExperimentId> ids;

    protected abstract Database open(Path folder);

    @BeforeEach
    void openStore() {
        filled = Filled.open(open(folder), folder, clock);
        admin = filled.opened().admin();
        selections = filled.opened().store().selections();
        model = filled.model("m");
        // More than one unit of work changes.
        ids = IntStream.range(0, 60)
                .mapToObj(i -> filled.experiment(model, "e" + i))
                .toList();
    }

    @AfterEach
    void closeStore() {
        filled.close();
    }

    private List<Tag> tags(ExperimentId id) {
        return filled.opened().store().reads().get(admin, id).experiment().tags();
    }

    @Test
    void changesThoseThatAreNotSoYet() {
        Tag tag = new Tag("k", "v");
        assertThat(selections.tag(admin, model, ids.subList(0, 2), tag)).isEqualTo(2);
        assertThat(selections.tag(admin, model, ids, tag)).isEqualTo(58);
        assertThat(ids).allSatisfy(id -> assertThat(tags(id)).contains(tag));
        assertThat(selections.untag(admin, model, ids.subList(0, 1), "k")).isEqualTo(1);
        assertThat(tags(ids.getFirst())).doesNotContain(tag);
        assertThat(selections.delete(admin, model, ids)).isEqualTo(60);
        assertThat(selections.delete(admin, model, ids)).isZero();
        assertThat(selections.restore(admin, model, ids.subList(0, 3))).isEqualTo(3);
        assertThat(tags(ids.get(1))).contains(tag);
        assertThatThrownBy(() -> selections.tag(admin, model, ids, tag)).isInstanceOf(Fault.class);
    }

    /// One that was deleted takes no points from then on.
    @Test
    void tellsWhoeverRemembersThemThatTheyAreGone() {
        filled.log(ids.getFirst(), 0, 1);
        selections.delete(admin, model, ids);
        assertThatThrownBy(() -> filled.log(ids.getFirst(), 1, 1)).isInstanceOf(Fault.class);
        selections.restore(admin, model, ids);
        filled.log(ids.getFirst(), 1, 1);
        assertThat(filled.points(ids.getFirst(), "loss")).hasSize(2);
    }

    @Test
    void saysBeforeWhatAPurgeFrees() {
        ExperimentId one = ids.get(0);
        ExperimentId two = ids.get(1);
        filled.log(one, 0, 100);
        filled.log(two, 0, 10);
        Artifact shared = filled.table(one, "t", "x\nshared\n");
        filled.table(ids.get(2), "t", "x\nshared\n");
        StoredFile both = filled.file(one, "a", "of both of them");
        filled.file(two, "b", "of both of them");
        filled.file(one, "v", "of a version");
        filled.version(model, "of a version", two);
        List<ExperimentId> gone = List.of(one, two);
        selections.delete(admin, model, gone);

        Purges.Purged preview = selections.previewPurge(admin, model, gone);
        assertThat(preview.artifactBytes()).isEqualTo(both.sizeBytes()).isNotEqualTo(shared.sizeBytes());
        assertThat(preview.experiments()).isEqualTo(2);
        assertThat(selections.purge(admin, model, gone)).isEqualTo(preview);
        assertThat(selections.previewPurge(admin, model, gone).experiments()).isZero();
        assertThat(selections.purge(admin, model, gone)).isEqualTo(new Purges.Purged(0, 0, 0, 0, false));
        assertThat(tags(ids.get(2))).isNotEmpty();
    }
}
