package dev.assay.wire.foundry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.Changes;
import dev.assay.app.ExperimentRef;
import dev.assay.app.NewExperiment;
import dev.assay.app.NewModel;
import dev.assay.app.Store;
import dev.assay.domain.Aggregation;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.ModelId;
import dev.assay.domain.Parameter;
import dev.assay.domain.ParameterValue;
import dev.assay.domain.Rid;
import dev.assay.domain.Scope;
import dev.assay.domain.Source;
import dev.assay.domain.Status;
import dev.assay.domain.SummaryMetric;
import dev.assay.domain.Tag;
import dev.assay.json.JsonTree;
import dev.assay.series.Batch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every kind of filter with every field, operator and kind of value, over HTTP.
class SearchExperimentsTest {

    private static final ModelId MODEL = new ModelId("searched");
    private static final String PATH = "/api/v2/models/" + MODEL.rid() + "/experiments/search?preview=true";

    @TempDir
    private static Path folder;

    private static FoundryServer server;
    private static String reader;
    private static final Map<String, String> NAMES_BY_RID = new HashMap<>();

    @BeforeAll
    static void open() {
        server = FoundryServer.open(folder);
        reader = server.token(Scope.MODELS_READ);
        Caller admin = server.testStore().admin();
        server.store()
                .models()
                .create(
                        admin,
                        Optional.empty(),
                        new NewModel("searched", Optional.empty(), List.of(), Optional.of(MODEL), Optional.empty()));
        make(admin, "one", 1, Status.Word.RUNNING, "master", 0.5, "adam");
        make(admin, "two", 2, Status.Word.FINISHED, "dev", 0x1p53, "sgd");
        make(admin, "three", 3, Status.Word.KILLED, "master", Double.NaN, "adamw");
    }

    private static void make(
            Caller admin, String name, int day, Status.Word status, String branch, double last, String optimizer) {
        Store store = server.store();
        ExperimentId id = new ExperimentId(name);
        store.experiments()
                .create(
                        admin,
                        Optional.empty(),
                        MODEL,
                        new NewExperiment(
                                name,
                                status,
                                OptionalLong.empty(),
                                branch,
                                new Source.Sdk(),
                                Optional.of(new Rid("ri.jobs.main.job." + name)),
                                Optional.empty(),
                                List.of(Tag.text("tag-" + name), new Tag("k", "v")),
                                List.of(
                                        new Parameter("optimizer", new ParameterValue.Str(optimizer)),
                                        new Parameter("layers", new ParameterValue.Int(day)),
                                        new Parameter("wide", new ParameterValue.Bool(day == 1)),
                                        new Parameter("rate", new ParameterValue.Dbl(day / 10.0)),
                                        new Parameter(
                                                "at", ParameterValue.Datetime.parse("2026-01-0" + day + "T00:00:00Z")),
                                        new Parameter("only-" + name, new ParameterValue.Int(9_007_199_254_740_993L))),
                                Optional.of(id),
                                Optional.of(Instant.parse("2026-01-0" + day + "T00:00:00Z")),
                                Optional.empty()));
        Batch points = new Batch();
        for (int step = 0; step < day; step++) {
            points.add("loss", step, 0, step == day - 1 ? last : step);
        }
        points.add("series-" + name, 0, 0, 1);
        store.experiments()
                .change(
                        admin,
                        Optional.empty(),
                        new ExperimentRef.ById(id),
                        Changes.NONE
                                .withPoints(points)
                                .withSummaryMetrics(
                                        day == 2 ? List.of(new SummaryMetric("loss", Aggregation.MIN)) : List.of()));
        NAMES_BY_RID.put(id.rid().text(), name);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'type':'eq','field':'STATUS','value':'RUNNING'} | one",
                "{'type':'eq','field':'STATUS','value':'SUCCEEDED'} | two",
                "{'value':'FAILED','field':'STATUS','type':'eq'} | three",
                "{'type':'eq','field':'BRANCH','value':'dev'} | two",
                "{'type':'eq','field':'EXPERIMENT_NAME','value':'two'} | two",
                "{'type':'eq','field':'EXPERIMENT_RID','value':'ri.models.main.experiment.one'} | one",
                "{'type':'eq','field':'EXPERIMENT_RID','value':'ri.models.main.experiment.none'} | -",
                "{'type':'eq','field':'JOB_RID','value':'ri.jobs.main.job.three'} | three",
                "{'type':'eq','field':'TAG','value':'tag-two'} | two",
                "{'type':'eq','field':'TAG','value':'k'} | -",
                "{'type':'eq','field':'PARAMETER_NAME','value':'only-one'} | one",
                "{'type':'eq','field':'SERIES_NAME','value':'series-two'} | two",
                "{'type':'contains','field':'EXPERIMENT_NAME','value':'t'} | three two",
                "{'type':'contains','field':'PARAMETER_NAME','value':'y-tw'} | two",
                "{'type':'contains','field':'SERIES_NAME','value':'s-o'} | one",
                "{'type':'startsWith','field':'EXPERIMENT_NAME','value':'th'} | three",
                "{'type':'startsWith','field':'PARAMETER_NAME','value':'only'} | three two one",
                "{'type':'startsWith','field':'SERIES_NAME','value':'eries'} | -",
                "{'type':'and','filters':[]} | three two one",
                "{'type':'or','filters':[]} | -",
                "{'type':'not','value':{'type':'eq','field':'BRANCH','value':'dev'}} | three one",
                "{'type':'parameterFilter','parameterName':'wide','operator':'EQ','value':true} | one",
                "{'type':'parameterFilter','parameterName':'layers','operator':'EQ','value':2} | two",
                "{'type':'parameterFilter','parameterName':'layers','operator':'EQ','value':2.0} | two",
                "{'type':'parameterFilter','parameterName':'layers','operator':'GT','value':1.5} | three two",
                "{'type':'parameterFilter','parameterName':'rate','operator':'LT','value':0.2} | one",
                "{'type':'parameterFilter','parameterName':'only-one','operator':'EQ','value':9007199254740993} | one",
                "{'type':'parameterFilter','parameterName':'only-one','operator':'EQ','value':'9007199254740993'} | one",
                "{'type':'parameterFilter','parameterName':'only-one','operator':'EQ','value':9007199254740992} | -",
                "{'type':'parameterFilter','parameterName':'only-one','operator':'EQ','value':9007199254740992.0} | -",
                "{'type':'parameterFilter','parameterName':'at','operator':'EQ','value':'2026-01-02T01:00:00+01:00'} | two",
                "{'type':'parameterFilter','parameterName':'at','operator':'GT','value':'2026-01-02T00:00:00Z'} | three",
                "{'type':'parameterFilter','parameterName':'at','operator':'LT','value':'2026-01-02T00:00:00Z'} | one",
                "{'type':'parameterFilter','parameterName':'optimizer','operator':'CONTAINS','value':'adam'} | three one",
                "{'type':'parameterFilter','parameterName':'layers','operator':'CONTAINS','value':'2'} | -",
                "{'type':'parameterFilter','parameterName':'none','operator':'EQ','value':1} | -",
                "{'type':'seriesFilter','seriesName':'loss','field':'LENGTH','operator':'EQ','value':2} | two",
                "{'type':'seriesFilter','seriesName':'loss','field':'LENGTH','operator':'LT','value':2.5} | two one",
                "{'type':'seriesFilter','seriesName':'loss','field':'AGGREGATION_MIN','operator':'EQ','value':0} | three two",
                "{'type':'seriesFilter','seriesName':'loss','field':'AGGREGATION_MAX','operator':'GT','value':0.9} | three two",
                "{'type':'seriesFilter','seriesName':'loss','field':'AGGREGATION_LAST','operator':'EQ','value':9007199254740992} | two",
                "{'type':'seriesFilter','seriesName':'loss','field':'AGGREGATION_LAST','operator':'GT','value':9007199254740991} | two",
                "{'type':'seriesFilter','seriesName':'loss','field':'AGGREGATION_LAST','operator':'LT','value':'Infinity'} | two one",
                "{'type':'not','value':{'type':'seriesFilter','seriesName':'loss','field':'AGGREGATION_LAST','operator':'GT','value':'-Infinity'}} | three",
                "{'type':'summaryMetricFilter','seriesName':'loss','aggregation':'LAST','operator':'GT','value':0} | one",
                "{'type':'summaryMetricFilter','seriesName':'loss','aggregation':'MIN','operator':'EQ','value':0} | two",
                "{'type':'summaryMetricFilter','seriesName':'loss','aggregation':'MAX','operator':'GT','value':0} | -"
            })
    void finds(String filter, String names) {
        assertThat(found("{'where':" + filter + "}")).isEqualTo(names.equals("-") ? "" : names);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'type':'eq','field':'STATUS','value':'KILLED'} | a status is RUNNING, SUCCEEDED or FAILED",
                "{'type':'eq','field':'STATUS','value':1} | its value is no text",
                "{'type':'eq','field':'OWNER','value':'me'} | none of STATUS",
                "{'type':'eq','field':'JOB_RID','value':'job'} | no resource identifier",
                "{'type':'eq','field':'TAG'} | /where/value: missing",
                "{'type':'eq','field':'TAG','value':null} | neither a text",
                "{'type':'eq','field':'TAG','value':'a','more':1} | /where/more: unknown field",
                "{'type':'contains','field':'BRANCH','value':'a'} | none of EXPERIMENT_NAME",
                "{'type':'startsWith','field':'TAG','value':'a'} | none of EXPERIMENT_NAME",
                "{'type':'like','field':'TAG','value':'a'} | its type is none of",
                "{'field':'TAG','value':'a'} | no text called type",
                "{'type':'and'} | /where/filters: missing",
                "{'type':'and','filters':[{'type':'not'}]} | /where/filters/0/value: missing",
                "{'type':'parameterFilter','parameterName':'p','operator':'EQ','value':'text'} | looked for by CONTAINS",
                "{'type':'parameterFilter','parameterName':'p','operator':'GT','value':true} | a boolean is compared by EQ",
                "{'type':'parameterFilter','parameterName':'p','operator':'GTE','value':1} | none of EQ, GT, LT, CONTAINS",
                "{'type':'parameterFilter','parameterName':'p','operator':'CONTAINS','value':1} | its value is no text",
                "{'type':'parameterFilter','operator':'EQ','value':1} | /where/parameterName: missing",
                "{'type':'parameterFilter','parameterName':'p','operator':'EQ','value':99999999999999999999} | out of the range of int64",
                "{'type':'seriesFilter','seriesName':'s','field':'MEAN','operator':'EQ','value':1} | none of LENGTH",
                "{'type':'seriesFilter','seriesName':'s','field':'LENGTH','operator':'CONTAINS','value':1} | none of EQ, GT, LT",
                "{'type':'seriesFilter','seriesName':'s','field':'LENGTH','operator':'EQ','value':true} | its value is no number",
                "{'type':'summaryMetricFilter','seriesName':'s','aggregation':'MEAN','operator':'EQ','value':1} | none of MIN, MAX, LAST",
                "'name' | not an object"
            })
    void refusesWithAReason(String filter, String reason) {
        FoundryServer.Answer answer = search("{'where':" + filter + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("\"errorName\":\"InvalidExperimentSearchFilter\"", reason);
    }

    @Test
    void hasLimits() {
        String leaf = "{'type':'eq','field':'TAG','value':'x'}";
        String deepest = "{'type':'not','value':".repeat(31) + leaf + "}".repeat(31);
        assertThat(search("{'where':" + deepest + "}").status()).isEqualTo(200);
        assertThat(search("{'where':{'type':'not','value':" + deepest + "}}").body())
                .contains("deeper than 32");
        String many = "{'type':'or','filters':[" + (leaf + ",").repeat(499) + leaf + "%s]}";
        assertThat(search("{'where':" + many.formatted("") + "}").status()).isEqualTo(200);
        assertThat(search("{'where':" + many.formatted("," + leaf) + "}").body())
                .contains("more than 500");
        assertThat(search("{'where':" + " ".repeat(1 << 20) + leaf + "}").status())
                .isEqualTo(413);
    }

    @Test
    void ordersAndPages() {
        assertThat(found("{}")).isEqualTo("three two one");
        assertThat(found("{'orderBy':{'field':'EXPERIMENT_NAME','direction':'ASC'}}"))
                .isEqualTo("one three two");
        assertThat(found("{'orderBy':{'field':'EXPERIMENT_NAME','direction':'DESC'}}"))
                .isEqualTo("two three one");
        assertThat(found("{'orderBy':{'direction':'ASC','field':'CREATED_TIME'}}"))
                .isEqualTo("one two three");
        String first = search("{'pageSize':2}").body();
        String token = (String) JsonTree.readObject(first).get("nextPageToken");
        assertThat(found("{'pageSize':2,'pageToken':'" + token + "'}")).isEqualTo("one");
        assertThat(search("{'pageSize':2,'pageToken':'" + token + "'}").body()).doesNotContain("nextPageToken");
        assertThat(search("{'orderBy':{'field':'CREATED_TIME','direction':'ASC'},'pageToken':'" + token + "'}")
                        .body())
                .contains("InvalidPageToken");
        assertThat(search("{'where':{'type':'and','filters':[]},'pageToken':'" + token + "'}")
                        .status())
                .isEqualTo(200);
        assertThat(search("{'where':{'type':'or','filters':[]},'pageToken':'" + token + "'}")
                        .body())
                .contains("InvalidPageToken");
        assertThat(search("{'pageSize':0}").body()).contains("InvalidPageSize");
        assertThat(found("{'pageSize':1000000,'pageToken':'','where':null}")).isEqualTo("three two one");
        assertThat(search("{'orderBy':{'field':'BRANCH','direction':'ASC'}}").body())
                .contains("MalformedBody");
        assertThat(search("{'order':1}").body()).contains("/order", "unknown field");
    }

    @Test
    void checksInFoundrysOrder() {
        assertThat(server.post(PATH.replace("?preview=true", ""), reader, "{").body())
                .contains("ApiFeaturePreviewUsageOnly");
        assertThat(server.post(PATH, server.token(Scope.MODELS_WRITE), "{").body())
                .contains("ApiUsageDenied");
        assertThat(server.post(PATH.replace("searched", "unknown"), reader, "{").body())
                .contains("MalformedBody");
        assertThat(server.post(PATH.replace("searched", "unknown"), reader, "{}")
                        .body())
                .contains("ModelNotFound");
        assertThat(server.post(PATH, reader, "").body()).contains("MissingPostBody");
    }

    private static FoundryServer.Answer search(String body) {
        return server.post(PATH, reader, body.replace('\'', '"'));
    }

    private static String found(String body) {
        FoundryServer.Answer answer = search(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<?> data = (List<?>)
                Objects.requireNonNull(JsonTree.readObject(answer.body()).get("data"));
        List<String> names = new ArrayList<>();
        for (Object experiment : data) {
            names.add(NAMES_BY_RID.get((String) ((Map<?, ?>) experiment).get("rid")));
        }
        return names.stream().collect(Collectors.joining(" "));
    }
}
