package dev.assay.keep;

import dev.assay.app.Changes;
import dev.assay.app.ExperimentRef.ById;
import dev.assay.app.NewExperiment;
import dev.assay.app.NewModel;
import dev.assay.app.NewVersion;
import dev.assay.app.PointQuery;
import dev.assay.app.TestStore;
import dev.assay.domain.Artifact;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.ModelId;
import dev.assay.domain.ModelVersion;
import dev.assay.domain.Parameter;
import dev.assay.domain.ParameterValue;
import dev.assay.domain.Rid;
import dev.assay.domain.StoredFile;
import dev.assay.domain.Tag;
import dev.assay.series.Batch;
import dev.assay.sql.Database;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A store with something of every kind in it, for tests of its files.
public final class Filled implements AutoCloseable {

    private final TestStore opened;

    private Filled(TestStore opened) {
        this.opened = opened;
    }

    public static Filled open(Path folder, InstantSource clock) {
        return new Filled(TestStore.open(folder, clock));
    }

    /// On a database that the test brings.
    public static Filled open(Database database, Path folder, InstantSource clock) {
        return new Filled(TestStore.open(database, folder, clock));
    }

    static Filled open(Path folder) {
        return open(folder, InstantSource.system());
    }

    public TestStore opened() {
        return opened;
    }

    public ModelId model(String name) {
        return opened.store()
                .models()
                .create(opened.admin(), Optional.empty(), NewModel.named(name))
                .id();
    }

    public ExperimentId experiment(ModelId model, String name) {
        ExperimentId id =
                opened.store().experiments().create(opened.admin(), Optional.empty(), model, NewExperiment.named(name));
        change(
                id,
                Changes.NONE
                        .withParameters(
                                List.of(new Parameter("lr", new ParameterValue.Dbl(0.5, "0.5"))),
                                Changes.ParameterRule.OVERWRITE)
                        .withTags(List.of(new Tag("owner", "me"))));
        return id;
    }

    /// `points` points of two series, which so always have equally many.
    public void log(ExperimentId id, long firstStep, int points) {
        Batch batch = new Batch();
        for (int i = 0; i < points; i++) {
            batch.add("loss", firstStep + i, 1_000 + i, 1.0 / (firstStep + i + 1));
            batch.add("accuracy", firstStep + i, 1_000 + i, 0.5f);
        }
        change(id, Changes.NONE.withPoints(batch));
    }

    public StoredFile file(ExperimentId id, String path, String content) {
        try {
            return opened.store()
                    .files()
                    .put(
                            opened.admin(),
                            _ -> Optional.empty(),
                            new ById(id),
                            path,
                            "text/plain",
                            new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Artifact table(ExperimentId id, String name, String csv) {
        try {
            return opened.store()
                    .tables()
                    .put(
                            opened.admin(),
                            _ -> Optional.empty(),
                            id,
                            name,
                            Optional.empty(),
                            Artifact.TableFormat.CSV,
                            new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A version of the model with one file, which came of the experiment.
    public ModelVersion version(ModelId model, String file, ExperimentId id) {
        NewVersion wanted = new NewVersion(
                "f",
                file.getBytes(StandardCharsets.UTF_8),
                List.of("numpy=2"),
                List.of(),
                "{\"inputs\":[],\"outputs\":[]}");
        ModelVersion made = opened.store().versions().create(opened.admin(), model.rid(), wanted);
        link(id, made.id().rid());
        return made;
    }

    public void link(ExperimentId id, Rid version) {
        change(
                id,
                Changes.NONE.withAttributes(new Changes.Attributes(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(version))));
    }

    public void delete(ExperimentId id) {
        opened.store().experiments().delete(opened.admin(), Optional.empty(), new ById(id));
    }

    /// The points as texts.
    public List<String> points(ExperimentId id, String series) {
        List<String> points = new ArrayList<>();
        opened.store()
                .reads()
                .points(
                        opened.admin(),
                        new ById(id),
                        new PointQuery(List.of(series), Long.MIN_VALUE, Long.MAX_VALUE, 0, Long.MAX_VALUE),
                        (_, step, time, value) -> points.add(step + " " + time + " " + value));
        return points;
    }

    private void change(ExperimentId id, Changes changes) {
        opened.store().experiments().change(opened.admin(), Optional.empty(), new ById(id), changes);
    }

    @Override
    public void close() {
        opened.close();
    }
}
