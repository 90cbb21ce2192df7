package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.Environment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainServeTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void takesServeWithOptionsAndTheirValues() {
        assertThat(PlainServe.find(console(), "serve")).isPresent();
        assertThat(PlainServe.find(console(), "serve", "--port", "0", "--data", "d", "--set", "a=1", "--set", "b=2"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config",
                "version",
                "serve --help",
                "serve --port",
                "serve --port=0",
                "serve --nothing 1",
                "serve -h x",
                "serve --port 1 --port 2",
                "serve --data @file",
                "serve --data -x",
                "serve more 1"
            })
    void leavesAllElseToPicocli(String line) {
        assertThat(PlainServe.find(console(), line.split(" "))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve --set nothing=1",
                "serve --set =1",
                "serve --port many",
                "serve --set http.port=1 --port 2"
            })
    void saysWhatIsWrongAsPicocliWould(String line) {
        int plain = PlainServe.find(console(), line.split(" ")).orElseThrow().run();
        String plainly = said.toString(StandardCharsets.UTF_8);
        said.reset();
        assertThat(plain).isEqualTo(Commands.run(console(), line.split(" "))).isEqualTo(2);
        assertThat(plainly).isEqualTo(said.toString(StandardCharsets.UTF_8)).hasLineCount(1);
    }

    private Console console() {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        Environment environment = new Environment(Map.of(), folder, "Linux");
        return new Console(new FakeProgram(), environment, Clock.systemUTC(), out, out);
    }
}
