package dev.assay.wire.foundry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A request and its answer, as one file: the request's line and headers, an empty line, the answer's status and those
/// of its headers that matter, an empty line, its JSON. `{reader}` stands for a token, `<uuid>` for any UUID.
record GoldenFile(String name, String request, int status, List<String> headers, String body) {

    private static final Path FOLDER = Path.of("src/test/resources/golden/foundry");

    static Stream<GoldenFile> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".http"))
                    .sorted()
                    .map(GoldenFile::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenFile read(Path file) {
        String name = file.getFileName().toString();
        String[] parts = text(name).split("\n\n", 3);
        List<String> answer = parts[1].lines().toList();
        return new GoldenFile(
                name, parts[0], Integer.parseInt(answer.getFirst()), answer.subList(1, answer.size()), parts[2]);
    }

    @Override
    public String toString() {
        return name;
    }
}
