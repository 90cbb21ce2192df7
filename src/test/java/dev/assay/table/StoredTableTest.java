package dev.assay.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.artifact.ArtifactStore;
import dev.assay.artifact.Stored;
import dev.assay.artifact.TeeInputStream;
import dev.assay.artifact.Upload;
import dev.assay.artifact.local.LocalArtifactStore;
import dev.assay.domain.Artifact.TableFormat;
import dev.assay.domain.Fault;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A table is checked and stored in one pass.
final class StoredTableTest {

    @TempDir
    private Path folder;

    @Test
    void keepsATableByteForByteWhileItIsChecked() throws Exception {
        byte[] table = "\uFEFFa,\"b\"\r\n1,\"x\r\ny\"\n,😀".getBytes(UTF_8);
        ArtifactStore store = new LocalArtifactStore(folder);
        Stored stored = store(store, table);
        assertThat(stored.sizeBytes()).isEqualTo(table.length);
        try (InputStream content = store.find(stored.digest()).orElseThrow()) {
            assertThat(content.readAllBytes()).isEqualTo(table);
        }
    }

    @Test
    void keepsNothingOfATableThatIsRefused() throws Exception {
        ArtifactStore store = new LocalArtifactStore(folder);
        assertThatThrownBy(() -> store(store, "a,b\n1,2\n3\n".getBytes(UTF_8))).isInstanceOf(Fault.class);
        try (Stream<Path> paths = Files.walk(folder)) {
            assertThat(paths.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private static Stored store(ArtifactStore store, byte[] table) throws Exception {
        try (Upload upload = store.begin(ArtifactStore.CONTENT_BYTES_MAX)) {
            InputStream source = new TricklingInputStream(table, new Random(7));
            TableReader.read(TableFormat.CSV, new TeeInputStream(source, upload));
            return upload.commit();
        }
    }
}
