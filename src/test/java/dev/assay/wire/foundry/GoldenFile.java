package dev.assay.wire.foundry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A request and its answer, as one file: the request's line and headers, an empty line, of a POST or PUT the body and
/// an
/// empty line, the answer's status and those of its headers that matter, an empty line, its JSON. `{reader}` stands for
/// a token, `<uuid>` for any UUID.
///
/// @param sent the request's body, which may be empty
record GoldenFile(String name, String request, String sent, int status, List<String> headers, String body) {

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
        String text = text(name);
        boolean sends = text.startsWith("POST ") || text.startsWith("PUT ");
        String[] parts = text.split("\n\n", sends ? 4 : 3);
        List<String> answer = parts[parts.length - 2].lines().toList();
        return new GoldenFile(
                name,
                parts[0],
                sends ? parts[1] : "",
                Integer.parseInt(answer.getFirst()),
                answer.subList(1, answer.size()),
                parts[parts.length - 1]);
    }

    @Override
    public String toString() {
        return name;
    }
}
