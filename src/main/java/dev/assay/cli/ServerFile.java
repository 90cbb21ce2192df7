package dev.assay.cli;

import dev.assay.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// `server.json`: where the server of a data folder is reached, and the token with which its owner's commands speak to
/// it. It counts only while another process holds the folder's lock; without, a server that was killed left it behind.
record ServerFile(URI address, String localToken, long pid) {

    private static final String FILE_NAME = "server.json";

    /// Whole or not at all, and for the owner's eyes.
    void write(Path data) {
        try {
            Path file = Files.createTempFile(data, FILE_NAME, ".new", FolderLock.ownersAlone("rw-------"));
            Files.write(file, json());
            Files.move(
                    file, data.resolve(FILE_NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Empty when there is none, or none that can be understood.
    static Optional<ServerFile> find(Path data) {
        try {
            return JsonMaps.find(Files.readAllBytes(data.resolve(FILE_NAME))).flatMap(ServerFile::read);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path data) {
        try {
            Files.deleteIfExists(data.resolve(FILE_NAME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ServerFile> read(Map<String, Object> json) {
        return json.get("address") instanceof String address
                        && json.get("localToken") instanceof String localToken
                        && json.get("pid") instanceof Long pid
                ? Optional.of(new ServerFile(URI.create(address), localToken, pid))
                : Optional.empty();
    }

    private byte[] json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writer(bytes)) {
            json.writeStartObject();
            json.writeStringProperty("address", address.toString());
            json.writeStringProperty("localToken", localToken);
            json.writeNumberProperty("pid", pid);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
