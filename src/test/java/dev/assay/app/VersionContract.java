package dev.assay.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.app.ExperimentRef.ById;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.ModelId;
import dev.assay.domain.ModelVersion;
import dev.assay.domain.ModelVersionId;
import dev.assay.domain.Rid;
import dev.assay.keep.Filled;
import dev.assay.sql.Database;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What versions of models promise on every database. A backend's own test opens the backend.
abstract class VersionContract {

    private static final Rid FOREIGN = new Rid("ri.models.main.model-version.elsewhere");

    @TempDir
    Path folder;

    private Filled filled;
    private ModelId model;
    private ExperimentId experiment;

    protected abstract Database open(Path folder);

    @BeforeEach
    void openStore() {
        filled = Filled.open(open(folder), folder, InstantSource.system());
        model = filled.model("m");
        experiment = filled.experiment(model, "e");
    }

    @AfterEach
    void closeStore() {
        filled.close();
    }

    @Test
    void nameTheExperimentThatShowsTheNewestOfThem() {
        ModelVersion first = filled.version(model, "1", experiment);
        ModelVersion second = filled.version(model, "2", experiment);
        assertThat(shown(experiment)).contains(second.id().rid());
        filled.link(experiment, first.id().rid());
        assertThat(shown(experiment))
                .as("still the newest")
                .contains(second.id().rid());
        assertThat(linked(first)).contains(experiment);
        assertThat(linked(second)).contains(experiment);
    }

    @Test
    void nameAnotherExperimentOnceTheyAreLinkedToIt() {
        ExperimentId other = filled.experiment(model, "other");
        ModelVersion first = filled.version(model, "1", experiment);
        ModelVersion second = filled.version(model, "2", experiment);
        Reading before = store().reads().read(admin(), experiment);
        filled.link(other, second.id().rid());
        assertThat(before.isCurrent().getAsBoolean()).isFalse();
        assertThat(shown(experiment)).contains(first.id().rid());
        assertThat(shown(other)).contains(second.id().rid());
        filled.link(other, first.id().rid());
        assertThat(shown(experiment)).isEmpty();
        assertThat(shown(other)).contains(second.id().rid());
    }

    @Test
    void nameNoExperimentThatWasGivenAForeignRidOrNone() {
        ModelVersion first = filled.version(model, "1", experiment);
        filled.link(experiment, FOREIGN);
        assertThat(shown(experiment)).contains(FOREIGN);
        assertThat(linked(first)).isEmpty();
        filled.link(experiment, first.id().rid());
        assertThat(shown(experiment)).contains(first.id().rid());
        store().experiments()
                .change(
                        admin(),
                        Optional.empty(),
                        new ById(experiment),
                        Changes.NONE.withCleared(Changes.Attribute.LINKED_MODEL_VERSION));
        assertThat(shown(experiment)).isEmpty();
        assertThat(linked(first)).isEmpty();
    }

    @Test
    void nameAnExperimentThatWasMadeWithTheirRid() {
        ModelVersion first = filled.version(model, "1", experiment);
        NewExperiment plain = NewExperiment.named("made");
        NewExperiment wanted = new NewExperiment(
                plain.name(),
                plain.status(),
                plain.startTimeMs(),
                plain.branch(),
                plain.source(),
                Optional.empty(),
                Optional.of(first.id().rid()),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        ExperimentId made = store().experiments().create(admin(), Optional.empty(), model, wanted);
        assertThat(shown(made)).contains(first.id().rid());
        assertThat(linked(first)).contains(made);
        assertThat(shown(experiment)).isEmpty();
    }

    @Test
    void areCopiedByAPromotionWithAllButTheirIdentity() {
        ModelVersion source = filled.version(model, "1", experiment);
        ModelId target = filled.model("target");
        ModelVersion copy =
                store().versions().promote(admin(), target.rid(), source.id().rid(), "release");
        assertThat(copy.id()).isNotEqualTo(source.id());
        assertThat(copy.model()).isEqualTo(target);
        assertThat(copy.branch()).isEqualTo("release");
        assertThat(copy.source()).isEqualTo(new ModelVersion.Source.Promoted(model, source.id()));
        assertThat(copy.api()).isEqualTo(source.api());
        assertThat(copy.condaRequirements()).isEqualTo(source.condaRequirements());
        assertThat(copy.files()).isEqualTo(source.files());
        assertThat(copy.linkedExperiment()).contains(experiment);
        assertThat(shown(experiment))
                .as("the copy is the newest")
                .contains(copy.id().rid());
        assertThat(list(target, "master")).isEmpty();
        assertThat(list(target, "release")).containsExactly(copy.id());
    }

    @Test
    void areHiddenWithTheirModelAlsoFromExperimentsOfOthers() {
        ModelVersion source = filled.version(model, "1", experiment);
        ModelId target = filled.model("target");
        ModelVersion copy =
                store().versions().promote(admin(), target.rid(), source.id().rid(), "master");
        store().models().delete(admin(), Optional.empty(), target);
        assertThat(shown(experiment)).contains(source.id().rid());
        assertThatThrownBy(() -> linked(copy)).hasMessage("The given ModelVersion could not be found.");
        assertThatThrownBy(() -> store().versions()
                        .promote(admin(), model.rid(), copy.id().rid(), "master"))
                .hasMessage("The given ModelVersion could not be found.");
        store().models().restore(admin(), Optional.empty(), target);
        assertThat(shown(experiment)).contains(copy.id().rid());
        assertThat(linked(copy)).contains(experiment);
    }

    @Test
    void comeInPagesOfABranchTheNewestFirst() {
        List<ModelVersionId> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ModelVersion version = filled.version(model, "file " + i, experiment);
            made.addFirst(version.id());
            store().versions().promote(admin(), model.rid(), version.id().rid(), "other");
        }
        List<ModelVersionId> seen = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Page<ModelVersion> page = store().versions().list(admin(), model.rid(), "master", 3, token);
            page.items().forEach(version -> seen.add(version.id()));
            token = page.nextPageToken();
        } while (token.isPresent());
        assertThat(seen).isEqualTo(made);
        String other = store().versions()
                .list(admin(), model.rid(), "other", 3, Optional.empty())
                .nextPageToken()
                .orElseThrow();
        assertThatThrownBy(() -> store().versions().list(admin(), model.rid(), "master", 3, Optional.of(other)))
                .hasMessageContaining("page token");
    }

    private List<ModelVersionId> list(ModelId of, String branch) {
        return store().versions().list(admin(), of.rid(), branch, 100, Optional.empty()).items().stream()
                .map(ModelVersion::id)
                .toList();
    }

    private Optional<Rid> shown(ExperimentId id) {
        return store().reads().get(admin(), id).experiment().linkedModelVersion();
    }

    private Optional<ExperimentId> linked(ModelVersion version) {
        return store().versions()
                .get(admin(), version.model().rid(), version.id().rid())
                .linkedExperiment();
    }

    private Store store() {
        return filled.opened().store();
    }

    private dev.assay.domain.Caller admin() {
        return filled.opened().admin();
    }
}
