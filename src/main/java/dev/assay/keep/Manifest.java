package dev.assay.keep;

import dev.assay.domain.Digest;
import dev.assay.domain.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a back-up says of itself, in `backup.txt`: when it was made, the schema, the database's size and SHA-256, and
/// how many artifacts there are. An artifact's own name is its SHA-256.
record Manifest(
        Instant createdTime, int schema, long databaseBytes, Digest database, long artifacts, long artifactBytes) {

    private static final int FORMAT = 1;
    private static final int BUFFER_BYTES = 1 << 20;

    private static final Pattern TEXT = Pattern.compile("""
            assay-backup (\\d{1,9})
            created (\\S{1,40})
            schema (\\d{1,9})
            database (\\d{1,18}) bytes, sha256 ([0-9a-f]{64})
            artifacts (\\d{1,18}), (\\d{1,18}) bytes
            """);

    /// On stable storage when it returns.
    void write(Path file) throws IOException {
        Files.writeString(file, text(), StandardOpenOption.CREATE_NEW);
        Durable.sync(file);
    }

    String text() {
        return """
                assay-backup %d
                created %s
                schema %d
                database %d bytes, sha256 %s
                artifacts %d, %d bytes
                """.formatted(FORMAT, createdTime, schema, databaseBytes, database.hex(), artifacts, artifactBytes);
    }

    static Manifest read(Path file) {
        Matcher text = TEXT.matcher(content(file));
        if (!text.matches() || Integer.parseInt(text.group(1)) != FORMAT) {
            throw new KeepingFailed(file + " is not understood: a newer Assay wrote it, or it is damaged");
        }
        return new Manifest(
                Instant.parse(text.group(2)),
                Integer.parseInt(text.group(3)),
                Long.parseLong(text.group(4)),
                new Digest(text.group(5)),
                Long.parseLong(text.group(6)),
                Long.parseLong(text.group(7)));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException _) {
            throw new KeepingFailed(Durable.parent(file) + " is no back-up: backup.txt is not there");
        } catch (IOException e) {
            throw new KeepingFailed(file + " cannot be read", e);
        }
    }

    /// The digest of a whole file.
    static Digest digest(Path file) throws IOException {
        MessageDigest sha256 = Digests.sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sha256.update(buffer, 0, count);
            }
        }
        return Digests.finish(sha256);
    }
}
