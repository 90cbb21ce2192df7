package dev.assay.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    private static final Path FOLDER = Path.of("src/main/resources/migrations");

    @Test
    void knowsTheNewestOfItsFiles() throws IOException {
        List<Integer> numbers;
        try (Stream<Path> files = Files.list(FOLDER)) {
            numbers = files.map(file -> file.getFileName().toString())
                    .map(name -> Integer.valueOf(name.substring(1, name.indexOf("__"))))
                    .sorted()
                    .toList();
        }
        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, Migrations.NEWEST).boxed().toList());
    }
}
