package dev.assay.wire.foundry;

import dev.assay.app.Changes;
import dev.assay.app.Changes.StatusChange;
import dev.assay.app.ExperimentRef;
import dev.assay.app.NewExperiment;
import dev.assay.app.NewModel;
import dev.assay.app.Store;
import dev.assay.app.TestStore;
import dev.assay.domain.Aggregation;
import dev.assay.domain.Artifact.TableFormat;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.ModelId;
import dev.assay.domain.Parameter;
import dev.assay.domain.ParameterValue;
import dev.assay.domain.Rid;
import dev.assay.domain.Source;
import dev.assay.domain.Status;
import dev.assay.domain.SummaryMetric;
import dev.assay.domain.Tag;
import dev.assay.series.Batch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// The models and experiments that the golden files speak of.
final class KnownExperiments {

    static final ModelId MODEL = new ModelId("f351c142-0e4c-4b12-adc2-6e1539737ae9");
    static final ExperimentId SEED = new ExperimentId("abc123");

    private static final ModelId OTHER_MODEL = new ModelId("other");
    private static final ModelId DELETED_MODEL = new ModelId("deleted");
    private static final UUID CREATOR = UUID.fromString("f05f8da4-b84c-4fca-9c77-8af0b13d11de");
    private static final Instant CREATED = Instant.parse("2003-05-06T12:34:56.789Z");

    private final Store store;
    private final Caller admin;

    private KnownExperiments(TestStore testStore) {
        this.store = testStore.store();
        this.admin = testStore.admin();
    }

    static void addTo(TestStore testStore) {
        KnownExperiments known = new KnownExperiments(testStore);
        known.addModel(MODEL);
        known.addModel(OTHER_MODEL);
        known.addModel(DELETED_MODEL);
        known.addSeed();
        known.addEverything();
        known.addTables();
        known.add(MODEL, "bare", CREATED.minusMillis(789));
        known.add(MODEL, "deleted", CREATED);
        known.add(OTHER_MODEL, "elsewhere", CREATED);
        known.add(DELETED_MODEL, "orphan", CREATED);
        known.store.experiments().delete(known.admin, Optional.empty(), ref("deleted"));
        known.store.models().delete(known.admin, Optional.empty(), DELETED_MODEL);
    }

    private void addModel(ModelId id) {
        NewModel wanted = new NewModel(id.locator(), Optional.empty(), List.of(), Optional.of(id), Optional.empty());
        store.models().create(admin, Optional.empty(), wanted);
    }

    private void add(ModelId model, String locator, Instant created) {
        create(model, locator, created, new Source.Sdk(), Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    private void create(
            ModelId model,
            String locator,
            Instant created,
            Source source,
            Optional<Rid> jobRid,
            Optional<Rid> linkedModelVersion,
            List<Tag> tags,
            List<Parameter> parameters) {
        NewExperiment wanted = new NewExperiment(
                "a name that Foundry does not show",
                Status.Word.RUNNING,
                OptionalLong.empty(),
                "master",
                source,
                jobRid,
                linkedModelVersion,
                tags,
                parameters,
                Optional.of(new ExperimentId(locator)),
                Optional.of(created),
                Optional.of(CREATOR));
        store.experiments().create(admin, Optional.empty(), model, wanted);
    }

    /// Foundry's own example, field by field.
    private void addSeed() {
        create(
                MODEL,
                SEED.locator(),
                CREATED,
                new Source.CodeWorkspace(
                        new Rid("ri.foundry-container-service.main.container.a1b2c3d4-e5f6-7890-abcd-ef1234567890"),
                        Optional.of(new Rid(
                                "ri.foundry-container-service.main.deployment.b2c3d4e5-f6a7-8901-bcde-f12345678901"))),
                Optional.of(new Rid("ri.foundry.main.job.aaf94076-d773-4732-a1df-3b638eb50448")),
                Optional.of(new Rid("ri.models.main.model-version.adf94926-c3ac-41ea-beb2-4946699d08ee")),
                List.of(Tag.text("production")),
                List.of(new Parameter("learning_rate", new ParameterValue.Dbl(0.001))));
        Batch points = new Batch();
        for (int step = 0; step < 100; step++) {
            double value = step == 0 ? 1.5 : step == 50 ? 0.05 : step == 99 ? 0.07 : 1.0 / (step + 1) + 0.06;
            points.add("loss", step, CREATED.toEpochMilli() + step, value);
        }
        change(SEED.locator(), Changes.NONE.withPoints(points));
        putTable(SEED.locator(), "predictions_table", Optional.of("Test set predictions"), 100);
    }

    /// Whatever a field can hold.
    private void addEverything() {
        create(
                MODEL,
                "everything",
                CREATED.minusMillis(780),
                new Source.Authoring(new Rid("ri.stemma.main.repository.r")),
                Optional.empty(),
                Optional.empty(),
                List.of(
                        Tag.text("über \"alles\""),
                        Tag.text("first"),
                        Tag.text("mlflow.hidden"),
                        Tag.text("assay.hidden"),
                        new Tag("team", "vision")),
                parameters());
        Batch points = new Batch();
        for (double value : List.of(Double.NaN, Double.NaN)) {
            points.add("nothing but NaN", points.size(), 0, value);
        }
        points.add("infinite", 0, 0, Double.NEGATIVE_INFINITY);
        points.add("infinite", 1, 0, Double.POSITIVE_INFINITY);
        points.add("train/loss", Long.MIN_VALUE, Long.MIN_VALUE, Double.MIN_VALUE);
        points.add("train/loss", Long.MAX_VALUE, Long.MAX_VALUE, -0.0);
        points.add("train/loss", 0, 0, Double.MAX_VALUE);
        points.add("train/loss", 1, 0, Double.NaN);
        change("everything", Changes.NONE.withPoints(points));
        change(
                "everything",
                Changes.NONE
                        .withSummaryMetrics(List.of(
                                new SummaryMetric("nothing but NaN", Aggregation.MIN),
                                new SummaryMetric("train/loss", Aggregation.MAX),
                                new SummaryMetric("train/loss", Aggregation.LAST)))
                        .withStatus(new StatusChange(
                                Optional.of(Status.Word.KILLED),
                                OptionalLong.empty(),
                                Optional.of("out of memory\n".repeat(500)))));
        putTable("everything", "a/b \"c\"", Optional.empty(), 0);
    }

    private static List<Parameter> parameters() {
        return List.of(
                new Parameter("boolean", new ParameterValue.Bool(true)),
                new Parameter("datetime", ParameterValue.Datetime.parse("2024-02-29T12:00+01:00")),
                new Parameter("double.infinite", new ParameterValue.Dbl(Double.NEGATIVE_INFINITY)),
                new Parameter("double.nan", new ParameterValue.Dbl(Double.NaN)),
                new Parameter("double.text", ParameterValue.read("1e-3")),
                new Parameter("double.zero", new ParameterValue.Dbl(-0.0)),
                new Parameter("integer.exact", new ParameterValue.Int(9007199254740991L)),
                new Parameter("integer.max", new ParameterValue.Int(Long.MAX_VALUE)),
                new Parameter("integer.past", new ParameterValue.Int(-9007199254740992L)),
                new Parameter("string", new ParameterValue.Str("007")),
                new Parameter("string.empty", new ParameterValue.Str("")));
    }

    private void change(String locator, Changes changes) {
        store.experiments().change(admin, Optional.empty(), ref(locator), changes);
    }

    /// Whatever a cell can hold.
    private void addTables() {
        add(MODEL, "tables", CREATED);
        putTable("tables", "cells/é %2F.csv", Optional.empty(), TableFormat.CSV, """
                flag,integer,wide,double,"text, quoted",nothing
                true,-1,9007199254740993,0.5,"a ""b"",\r\nc",
                False,0,-9223372036854775808,nan,007,
                ,,,inf,😀,
                true,9007199254740991,1,-1e-300,-0,
                """);
        putTable("tables", "no rows.csv", Optional.empty(), TableFormat.CSV, "a,b\n");
        putTable("tables", "cells.ndjson", Optional.empty(), TableFormat.JSON_LINES, """
                {"flag":true,"integer":9007199254740992,"double":-0,"text":"\\u00e9\\n","any":{"a":[1, 2.50],"b":null}}
                {"double":1e-400,"any":12345678901234567890,"more":1}

                {"any":"text","text":null,"double":1}
                {"any":1e999}
                {"any":[]}
                {"any":9007199254740993}
                {}
                """);
    }

    private void putTable(String locator, String name, Optional<String> description, int rows) {
        putTable(locator, name, description, TableFormat.CSV, "truth,prediction\n" + "1,0.5\n".repeat(rows));
    }

    private void putTable(
            String locator, String name, Optional<String> description, TableFormat format, String content) {
        try {
            store.tables()
                    .put(
                            admin,
                            _ -> Optional.empty(),
                            new ExperimentId(locator),
                            name,
                            description,
                            format,
                            new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ExperimentRef ref(String locator) {
        return new ExperimentRef.ById(new ExperimentId(locator));
    }
}
