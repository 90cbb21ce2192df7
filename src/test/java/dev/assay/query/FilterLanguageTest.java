package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Aggregation;
import dev.assay.domain.Fault;
import dev.assay.domain.ParameterValue;
import dev.assay.query.OrderLanguage.Parameters;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterLanguageTest {

    private static final Subject RUN = new FakeExperiment()
            .with(TextField.NAME, "resnet-50")
            .with(TextField.STATUS, "FINISHED")
            .with(TextField.BRANCH, "master")
            .with(TextField.RUN_ID, "0af1")
            .with(TimeField.STARTED, 1_767_225_600_000L)
            .with("lr", new ParameterValue.Dbl(0.1, "0.10"))
            .with("epochs", new ParameterValue.Int(9_007_199_254_740_993L))
            .with("wide", new ParameterValue.Bool(true))
            .with("p1", new ParameterValue.Str("x"))
            .with("at", ParameterValue.Datetime.parse("2026-01-01T00:00:00Z"))
            .withTag("gold", "")
            .withTag("team", "vision")
            .withTag("a b.c", "1")
            .withSeries("loss", 20, 0.05, 0.9, 0.07)
            .withSeries("val/acc", 3, 0.5, 0.75, 0.75)
            .withSeries("broken", 2, Double.NaN, Double.NaN, Double.NaN)
            .choosing("loss", Aggregation.MIN);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "metrics.loss < 0.5",
                "metrics.loss<0.5 AND params.p1='x'",
                "metric.`loss` <= 7e-2 and parameters.p1 = \"x\"",
                "metrics.val/acc > .5",
                "metrics.\"val/acc\" = 0.75",
                "metrics.broken != 1",
                "not metrics.broken = 1",
                "series.loss.min < 0.1 and series.loss.max > 0.8 and series.loss.last > 0 and series.loss.length = 20",
                "series.`val/acc`.length >= 3",
                "summary.loss.min < 0.1",
                "not summary.loss.last < 1",
                "params.lr = '0.10'",
                "params.lr != '0.1'",
                "params.lr = 0.1 and params.lr < 1 and params.lr > -1",
                "params.epochs = 9007199254740993",
                "not params.epochs = 9007199254740992",
                "params.epochs > 9007199254740992.0",
                "params.wide = true and params.wide != FALSE and params.wide = 'true'",
                "params.p1 IN ('y', 'x') and params.p1 not in ('y')",
                "params.p1 LIKE '_' and params.p1 ILIKE 'X'",
                "params.p1 IS NOT NULL and params.p2 IS NULL and tags.t is null and tags.gold is not null",
                "metrics.none is null and metrics.loss is not null",
                "end_time IS NULL and start_time IS NOT NULL and job_rid is null",
                "tag = 'gold' and tag != 'team' and tag in ('gold', 'silver')",
                "tags.team = 'vision' and tags.`a b.c` = '1'",
                "name ~ 'net' and name LIKE 'resnet%' and not name ~ 'NET'",
                "attributes.run_name = 'resnet-50' and run.name = 'resnet-50' and attr.`Run name` = 'resnet-50'",
                "status = 'FINISHED' and status = 'SUCCEEDED' and status != 'FAILED' and attributes.status IN ('SUCCEEDED')",
                "branch = 'master' and attributes.run_id IN ('0af1',)",
                "start_time >= '2026-01-01' and created <= '2026-01-01T01:00:00+01:00' and start_time > 0",
                "param = 'lr' and param ~ 'epo' and series ~ 'acc' and metric = 'loss'",
                "metrics.loss > 1 or (params.p1 = 'x' and not (tag = 'silver' or status = 'FAILED'))",
                "not not tag = 'gold'",
                "tags.team = 'vi''sion' or tags.team = 'vision'",
                "metrics.none > 1 or metrics.loss < 1 and metrics.loss < 0.08"
            })
    void matches(String filter) {
        assertThat(parse(filter).matches(RUN)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metrics.none > 0",
                "metrics.none != 0",
                "metrics.broken > 0",
                "metrics.broken <= 0",
                "series.broken.min != 1",
                "summary.loss.last < 1",
                "params.p2 != 'x'",
                "params.lr = '0.1'",
                "params.p1 = 1",
                "params.lr = true",
                "tags.gold = 'gold'",
                "tag = 'team'",
                "not tag = 'gold'",
                "status = 'succeeded'",
                "datasets.name = 'cifar'",
                "not (metrics.loss < 0.5 or tag = 'silver')",
                "params.at = 7"
            })
    void doesNotMatch(String filter) {
        assertThat(parse(filter).matches(RUN)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '^',
            value = {
                "metrics.loss # 13",
                "metrics.loss > # 15",
                "metrics.loss > 'x' # 16",
                "metrics.loss > 1 and # 21",
                "metrics.loss ~ 'x' # 14",
                "metrics.loss > 1 params.p1 = 'x' # 18",
                "(metrics.loss > 1 # 18",
                "metrics.loss > 1) # 17",
                "color = 'red' # 1",
                "tag > 'a' # 5",
                "tag like 'a' # 1",
                "name = resnet # 8",
                "name = 'resnet # 8",
                "params. = 'x' # 8",
                "params.`a = 'x' # 8",
                "params.a ? 'x' # 10",
                "name in 'x' # 9",
                "name in () # 10",
                "start_time > 'yesterday' # 14",
                "series.loss > 1 # 1",
                "series.loss.mean > 1 # 1",
                "params.wide < true # 13",
                "tag is null # 1",
                "and # 1",
                "metrics.loss > 1 or or # 21"
            })
    void saysWhereItIsWrong(String filter, int position) {
        assertThatThrownBy(() -> parse(filter))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.args())
                                .as(fault.text())
                                .containsEntry("what", "filter")
                                .containsEntry("position", Integer.toString(position)));
    }

    @Test
    void hasLimits() {
        String leaf = "tag = 'gold'";
        assertThat(parse("not ".repeat(Filter.DEPTH_MAX) + leaf).matches(RUN)).isTrue();
        assertThatThrownBy(() -> parse("not ".repeat(Filter.DEPTH_MAX + 1) + leaf))
                .hasMessageContaining("32 levels");
        assertThatThrownBy(() -> parse("(".repeat(Filter.DEPTH_MAX + 1) + leaf)).hasMessageContaining("32 levels");
        String many = String.join(
                " and ", Stream.generate(() -> leaf).limit(Filter.LEAVES_MAX).toList());
        assertThat(parse(many).matches(RUN)).isTrue();
        assertThatThrownBy(() -> parse(many + " or " + leaf)).hasMessageContaining("500 comparisons");
        assertThatThrownBy(() -> parse("name = '" + "x".repeat(Lexer.CHARS_MAX) + "'"))
                .hasMessageContaining("100000 characters");
    }

    @Test
    void knowsDatetimes() {
        Instant time = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(new Filter.Parameter("at", new ValueTest.OfTime(Comparison.EQUAL, time)).matches(RUN))
                .isTrue();
        assertThat(new Filter.Parameter("at", new ValueTest.OfTime(Comparison.LESS, time)).matches(RUN))
                .isFalse();
        assertThat(new Filter.Parameter("p1", new ValueTest.OfTime(Comparison.EQUAL, time)).matches(RUN))
                .isFalse();
    }

    @Test
    void ordersWithNaNAndWhatIsMissingLastInBothDirections() {
        Subject low = new FakeExperiment().withSeries("m", 1, 1, 1, 1);
        Subject high = new FakeExperiment().withSeries("m", 1, 2, 2, Double.POSITIVE_INFINITY);
        Subject nan = new FakeExperiment().withSeries("m", 1, Double.NaN, Double.NaN, Double.NaN);
        Subject none = new FakeExperiment();
        assertThat(sorted("metrics.m", none, nan, high, low)).containsExactly(low, high, nan, none);
        assertThat(sorted("metrics.m DESC", none, nan, low, high)).containsExactly(high, low, nan, none);
        assertThat(sorted("series.m.min asc", nan, high, low)).containsExactly(low, high, nan);
    }

    @Test
    void ordersParametersByValueOrAsTexts() {
        Subject nine = new FakeExperiment().with("p", new ParameterValue.Int(9));
        Subject ten = new FakeExperiment().with("p", new ParameterValue.Dbl(10.5));
        Subject text = new FakeExperiment().with("p", new ParameterValue.Str("adam"));
        assertThat(sorted(Parameters.BY_VALUE, "params.p", text, ten, nine)).containsExactly(nine, ten, text);
        assertThat(sorted(Parameters.BY_VALUE, "params.p desc", text, nine, ten))
                .containsExactly(ten, nine, text);
        assertThat(sorted(Parameters.AS_TEXTS, "params.p", text, nine, ten)).containsExactly(ten, nine, text);
    }

    @ParameterizedTest
    @CsvSource({"metrics.m up,11", "metrics,1", "tag,1", "metrics.m desc asc,16", "'',1"})
    void saysWhereAnOrderIsWrong(String order, int position) {
        assertThatThrownBy(() -> OrderLanguage.parse(Vocabulary.EXPERIMENTS, Parameters.BY_VALUE, List.of(order)))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.args())
                                .containsEntry("what", "order")
                                .containsEntry("position", Integer.toString(position)));
    }

    @Test
    void refusesTheSameKeyTwice() {
        assertThatThrownBy(() -> OrderLanguage.parse(
                        Vocabulary.EXPERIMENTS, Parameters.BY_VALUE, List.of("start_time", "attributes.start_time")))
                .hasMessageContaining("twice");
    }

    private static List<Subject> sorted(String order, Subject... subjects) {
        return sorted(Parameters.BY_VALUE, order, subjects);
    }

    private static List<Subject> sorted(Parameters parameters, String order, Subject... subjects) {
        Order.Term term = OrderLanguage.parse(Vocabulary.EXPERIMENTS, parameters, List.of(order))
                .terms()
                .getFirst();
        Comparator<Subject> comparator = (a, b) ->
                SortValue.compare(SortValue.of(term.key(), a), SortValue.of(term.key(), b), term.descending());
        return Stream.of(subjects).sorted(comparator).toList();
    }

    private static Filter parse(String filter) {
        return FilterLanguage.parse(Vocabulary.EXPERIMENTS, filter);
    }
}
