package dev.assay.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Fault;
import dev.assay.domain.Parameter;
import dev.assay.domain.ParameterValue;
import dev.assay.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterJsonTest {

    private static final int VALUES = 500;

    static LongStream seeds() {
        return LongStream.of(1, 2, 3);
    }

    static Stream<ParameterValue> values() {
        return Stream.of(
                new ParameterValue.Bool(false),
                new ParameterValue.Int(Long.MIN_VALUE),
                new ParameterValue.Int(9007199254740993L),
                new ParameterValue.Dbl(-0.0),
                new ParameterValue.Dbl(Double.MIN_VALUE),
                new ParameterValue.Dbl(Double.MAX_VALUE),
                new ParameterValue.Dbl(Double.NaN),
                new ParameterValue.Dbl(Double.NEGATIVE_INFINITY),
                ParameterValue.Datetime.parse("2024-02-29T12:00:00.123456789+05:30"),
                ParameterValue.Datetime.parse("2024-02-29T12:00Z"),
                new ParameterValue.Str("\uD83D\uDE00\n\"\\ \u0001"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsBackWhatItWrote(ParameterValue value) {
        Parameter parameter = new Parameter("train/ü", value);
        assertThat(read(Written.text(json -> ParameterJson.write(json, parameter))))
                .isEqualTo(parameter);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsBackEveryNumberItWrote(long seed) {
        Random random = new Random(seed);
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            parameters.add(new Parameter("i" + i, new ParameterValue.Int(random.nextLong() >> random.nextInt(64))));
            double value = Double.longBitsToDouble(random.nextLong());
            parameters.add(new Parameter("d" + i, new ParameterValue.Dbl(Double.isNaN(value) ? 0 : value)));
        }
        assertThat(parameters)
                .allSatisfy(parameter -> assertThat(read(Written.text(json -> ParameterJson.write(json, parameter))))
                        .isEqualTo(parameter));
    }

    @Test
    void writesIntegersThatJavascriptWouldRoundAsStrings() {
        assertThat(written(new ParameterValue.Int(9007199254740991L))).contains("\"value\":9007199254740991");
        assertThat(written(new ParameterValue.Int(9007199254740992L))).contains("\"value\":\"9007199254740992\"");
        assertThat(written(new ParameterValue.Int(-9007199254740992L))).contains("\"value\":\"-9007199254740992\"");
    }

    @Test
    void readsTheTypeWhereverItStands() {
        assertThat(read("{'value':{'value':'1','type':'integer'},'name':'n'}"))
                .isEqualTo(new Parameter("n", new ParameterValue.Int(1)));
        assertThat(read("{'value':{'value':'1','type':'string'},'name':'n'}"))
                .isEqualTo(new Parameter("n", new ParameterValue.Str("1")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            value = {
                "{'name':'n'} | /value",
                "{'value':{'type':'string','value':''}} | /name",
                "{'name':'n','value':{'type':'string'}} | /value/value",
                "{'name':'n','value':{'value':1}} | /value",
                "{'name':'n','value':{'type':'long','value':1}} | /value",
                "{'name':'n','value':1} | /value",
                "{'name':'n','value':{'type':'string','value':'','unit':''}} | /value/unit",
                "{'name':'n','value':{'type':'string','value':''},'step':1} | /step",
                "{'name':'n','value':{'type':'integer','value':1.5}} | /value/value",
                "{'name':'n','value':{'type':'boolean','value':'true'}} | /value/value",
                "{'name':'n','value':{'type':'datetime','value':'2024-02-29T12:00:00'}} | /value/value",
                "{'name':'n','value':{'type':'string','value':null}} | /value/value",
                "{'name':'n','name':'n','value':{'type':'string','value':''}} | /name"
            })
    void refusesWhatIsNoParameterAndSaysWhere(String json, String where) {
        assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.name()).isEqualTo("MalformedBody");
            assertThat(fault.args()).containsEntry("where", where);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'name':'','value':{'type':'string','value':''}}"})
    void refusesNamesThatCannotBeKept(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.name()).isEqualTo("InvalidArgument"));
    }

    private static String written(ParameterValue value) {
        return Written.text(json -> ParameterJson.write(json, new Parameter("n", value)));
    }

    private static Parameter read(String json) {
        return Json.read(
                json.startsWith("{'")
                        ? json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)
                        : json.getBytes(StandardCharsets.UTF_8),
                ParameterJson::read);
    }
}
