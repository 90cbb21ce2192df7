package dev.assay.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Fault;
import dev.assay.domain.Rid;
import dev.assay.domain.Source;
import dev.assay.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SourceJsonTest {

    private static final Rid RID = new Rid("ri.a.main.b.c");

    static Stream<Source> sources() {
        return Stream.of(
                new Source.Sdk(),
                new Source.Authoring(RID),
                new Source.CodeWorkspace(RID, Optional.empty()),
                new Source.CodeWorkspace(RID, Optional.of(new Rid("ri.a..b.d"))));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void readsBackWhatItWrote(Source source) {
        assertThat(read(Written.text(json -> SourceJson.write(json, source)))).isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            value = {
                "{} | $$",
                "{'type':'git'} | $$",
                "{'type':'sdk','stemmaRid':'ri.a.main.b.c'} | /stemmaRid",
                "{'type':'authoring'} | /stemmaRid",
                "{'type':'authoring','stemmaRid':'c'} | /stemmaRid",
                "{'type':'codeWorkspace','deploymentRid':'ri.a.main.b.c'} | /containerRid"
            })
    void refusesWhatIsNoSourceAndSaysWhere(String json, String where) {
        assertThatThrownBy(() -> read(json.replace('\'', '"'))).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.name()).isEqualTo("MalformedBody");
            assertThat(fault.args()).containsEntry("where", where);
        });
    }

    private static Source read(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), SourceJson::read);
    }
}
