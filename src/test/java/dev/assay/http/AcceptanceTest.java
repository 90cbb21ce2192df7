package dev.assay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptanceTest {

    private static final List<String> OFFERED = List.of("application/json", "application/x.b", "text/c");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    */*                                       | application/json
                    application/*                             | application/json
                    text/*                                    | text/c
                    application/x.b                           | application/x.b
                    APPLICATION/X.B ; Q=0.5                   | application/x.b
                    */*, application/x.b                      | application/x.b
                    application/x.b;q=0.8, */*;q=0.9          | application/json
                    application/json;q=0, */*                 | application/x.b
                    application/*;q=0.1, text/c;q=0.2         | text/c
                    application/*, application/json;q=0.2     | application/x.b
                    text/html, application/json;q=0.5         | application/json
                    application/x.b;version=1;q=0.9           | application/x.b
                    application/x.b;q=2, application/json;q=0.9 | application/x.b
                    """)
    void takesWhatTheClientLikesBest(String accepted, String chosen) {
        assertThat(Acceptance.choose(accepted, OFFERED)).contains(chosen);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    text/html
                    application/json;q=0
                    */*;q=0
                    application
                    ,
                    """)
    void findsNothingWhereTheClientTakesNothing(String accepted) {
        assertThat(Acceptance.choose(accepted, OFFERED)).isEqualTo(Optional.empty());
    }
}
