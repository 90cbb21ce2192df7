package dev.assay.artifact.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.artifact.ArtifactStore;
import dev.assay.artifact.ArtifactStoreContract;
import dev.assay.artifact.Upload;
import dev.assay.domain.Digest;
import dev.assay.domain.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalArtifactStoreTest extends ArtifactStoreContract {

    @TempDir
    private Path temporary;

    private Path folder;
    private ArtifactStore store;

    @BeforeEach
    void open() {
        folder = temporary.resolve("data").resolve("artifacts");
        store = new LocalArtifactStore(folder);
    }

    @Override
    protected ArtifactStore store() {
        return store;
    }

    @Test
    void namesFilesByTheirDigestAndLeavesNothingElse() throws Exception {
        Digest digest = put("abc").digest();
        try (Upload given = store.begin(10)) {
            given.write(new byte[5], 0, 5);
        }
        assertThatThrownBy(() -> store.put(stream("abcd"), 3)).isInstanceOf(Fault.class);
        assertThat(files()).containsExactly(file(digest));
    }

    @Test
    void findsWhatWasPutBeforeItWasOpened() throws Exception {
        Digest digest = put("abc").digest();
        store = new LocalArtifactStore(folder);
        assertThat(read(digest)).isEqualTo("abc".getBytes(UTF_8));
    }

    @Test
    void sweepsWhatAProcessThatWasKilledLeft() throws Exception {
        killAfterAnUploadOfAbc();
        assertThat(files()).hasSize(1);
        Path leftover = files().getFirst();
        assertThat(leftover).hasContent("abc").hasParent(folder.resolve("tmp"));

        store = new LocalArtifactStore(folder);
        assertThat(files()).isEmpty();
    }

    @Test
    void leavesTheUploadsOfOthersAloneWhenItIsOpened() throws Exception {
        try (Upload upload = store.begin(10)) {
            upload.write("abc".getBytes(UTF_8), 0, 3);
            ArtifactStore other = new LocalArtifactStore(folder);
            Digest digest = upload.commit().digest();
            assertThat(other.has(digest)).isTrue();
        }
    }

    @Test
    void tellsADamagedContentByTheEndOfItsReading() throws Exception {
        for (String damaged : List.of("abx", "ab", "abcc", "")) {
            Digest digest = put("abc").digest();
            Files.writeString(file(digest), damaged);
            assertUnavailable(() -> read(digest));
            assertUnavailable(() -> read(digest));
        }
    }

    @Test
    void healsADamagedContentThatIsPutAgain() throws Exception {
        Digest digest = put("abc").digest();
        Files.writeString(file(digest), "abx");
        put("abc");
        assertThat(read(digest)).isEqualTo("abc".getBytes(UTF_8));
    }

    @Test
    void saysThatItIsUnavailableWhenTheDirectoryFails() throws Exception {
        Upload begun = store.begin(10);
        begun.write("abc".getBytes(UTF_8), 0, 3);
        Path tmp = folder.resolve("tmp");
        Files.move(tmp, folder.resolve("elsewhere"));

        assertUnavailable(begun::commit);
        begun.close();
        assertUnavailable(() -> store.begin(10));
        Files.writeString(tmp, "in the way");
        assertUnavailable(() -> new LocalArtifactStore(folder));
    }

    private void killAfterAnUploadOfAbc() throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledInAnUpload.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isEqualTo(KilledInAnUpload.EXIT_CODE);
    }

    private Path file(Digest digest) {
        return folder.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.UNAVAILABLE));
    }
}
