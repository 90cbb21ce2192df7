package dev.assay.artifact.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.artifact.Upload;
import java.nio.file.Path;

/// A process that ends in the middle of an upload, as a crash would end it: nothing is closed.
final class KilledInAnUpload {

    static final int EXIT_CODE = 137;

    private KilledInAnUpload() {}

    public static void main(String[] arguments) {
        Upload upload = new LocalArtifactStore(Path.of(arguments[0])).begin(10);
        upload.write("abc".getBytes(UTF_8), 0, 3);
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
