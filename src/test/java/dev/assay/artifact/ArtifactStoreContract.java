package dev.assay.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Digest;
import dev.assay.domain.Fault;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every artifact store promises. A backend's own test extends this and opens the backend.
public abstract class ArtifactStoreContract {

    private static final Digest OF_ABC = new Digest("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    private static final Digest OF_NOTHING =
            new Digest("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    protected abstract ArtifactStore store();

    @Test
    void answersTheDigestAndTheSizeAndGivesTheContentBack() throws Exception {
        Stored stored = put("abc");
        assertThat(stored).isEqualTo(new Stored(OF_ABC, 3));
        assertThat(store().has(OF_ABC)).isTrue();
        assertThat(read(OF_ABC)).isEqualTo("abc".getBytes(UTF_8));
    }

    @Test
    void keepsEveryByteOfALargeContent() throws Exception {
        byte[] content = random(3_000_001);
        Stored stored = store().put(new ByteArrayInputStream(content), Long.MAX_VALUE);
        assertThat(stored).isEqualTo(new Stored(sha256(content), content.length));
        assertThat(read(stored.digest())).isEqualTo(content);
    }

    @Test
    void keepsAnEmptyContent() throws Exception {
        assertThat(put("")).isEqualTo(new Stored(OF_NOTHING, 0));
        assertThat(read(OF_NOTHING)).isEmpty();
    }

    @Test
    void findsNothingUnderADigestThatWasNeverPut() {
        assertThat(store().find(OF_ABC)).isEmpty();
        assertThat(store().find(OF_ABC, 0, 1)).isEmpty();
        assertThat(store().has(OF_ABC)).isFalse();
        store().delete(OF_ABC);
    }

    @Test
    void readsBytesOneByOneToo() throws Exception {
        put("abc");
        try (InputStream content = store().find(OF_ABC).orElseThrow()) {
            assertThat(List.of(content.read(), content.read(), content.read(), content.read(), content.read()))
                    .containsExactly((int) 'a', (int) 'b', (int) 'c', -1, -1);
        }
    }

    @Test
    void givesAnyPartOfAContent() throws Exception {
        byte[] content = random(200_000);
        Digest digest =
                store().put(new ByteArrayInputStream(content), Long.MAX_VALUE).digest();
        for (int[] range :
                new int[][] {{0, 0}, {0, 1}, {5, 100_000}, {199_999, 1}, {199_999, 9}, {200_000, 1}, {300_000, 7}}) {
            int from = Math.min(range[0], content.length);
            int to = Math.min(from + range[1], content.length);
            try (InputStream part = store().find(digest, range[0], range[1]).orElseThrow()) {
                assertThat(part.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, from, to));
            }
        }
    }

    @Test
    void showsNothingOfAnUploadThatWasNotCommitted() throws Exception {
        try (Upload upload = store().begin(10)) {
            upload.write("abc".getBytes(UTF_8), 0, 3);
            assertThat(store().has(OF_ABC)).isFalse();
        }
        assertThat(store().has(OF_ABC)).isFalse();
    }

    @Test
    void refusesWhatIsLargerThanTheLimitAndKeepsNothingOfIt() throws Exception {
        assertThat(store().put(stream("abc"), 3).sizeBytes()).isEqualTo(3);
        store().delete(OF_ABC);
        assertThatThrownBy(() -> store().put(stream("abc"), 2))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.TOO_LARGE));
        assertThat(store().has(OF_ABC)).isFalse();
    }

    @Test
    void keepsNothingOfASourceThatBreaks() {
        InputStream breaking = new FilterInputStream(stream("aaa")) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                if (count < 0) {
                    throw new IOException("the client is gone");
                }
                return count;
            }
        };
        assertThatThrownBy(() -> store().put(breaking, 10)).isInstanceOf(IOException.class);
        assertThat(store().has(sha256("aaa".getBytes(UTF_8)))).isFalse();
    }

    @Test
    void takesTheSameContentAgain() throws Exception {
        put("abc");
        try (InputStream reader = store().find(OF_ABC).orElseThrow()) {
            assertThat(reader.read()).isEqualTo('a');
            assertThat(put("abc")).isEqualTo(new Stored(OF_ABC, 3));
            assertThat(reader.readAllBytes()).isEqualTo("bc".getBytes(UTF_8));
        }
        assertThat(read(OF_ABC)).isEqualTo("abc".getBytes(UTF_8));
    }

    @Test
    void takesTheSameContentFromManyAtOnce() throws Exception {
        byte[] content = random(500_000);
        int writers = 8;
        CyclicBarrier allWritten = new CyclicBarrier(writers);
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<Stored>> answers = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                answers.add(threads.submit(() -> {
                    try (Upload upload = store().begin(content.length)) {
                        upload.write(content, 0, content.length);
                        allWritten.await();
                        return upload.commit();
                    }
                }));
            }
            for (Future<Stored> answer : answers) {
                assertThat(answer.get()).isEqualTo(new Stored(sha256(content), content.length));
            }
        }
        assertThat(read(sha256(content))).isEqualTo(content);
    }

    @Test
    void forgetsWhatIsDeletedAndTakesItAgain() throws Exception {
        put("abc");
        store().delete(OF_ABC);
        assertThat(store().find(OF_ABC)).isEmpty();
        put("abc");
        assertThat(read(OF_ABC)).isEqualTo("abc".getBytes(UTF_8));
    }

    @Test
    void keepsWhatAReaderReadThroughATee() throws Exception {
        try (Upload upload = store().begin(100)) {
            TeeInputStream tee = new TeeInputStream(stream("abcdef"), upload);
            assertThat(tee.read()).isEqualTo('a');
            assertThat(tee.readNBytes(2)).isEqualTo("bc".getBytes(UTF_8));
            assertThat(tee.skip(1)).isEqualTo(1);
            tee.drain();
            assertThat(tee.read()).isEqualTo(-1);
            assertThat(read(upload.commit().digest())).isEqualTo("abcdef".getBytes(UTF_8));
        }
    }

    @Test
    void refusesToWriteAfterTheCommit() {
        try (Upload upload = store().begin(100)) {
            upload.commit();
            assertThatThrownBy(() -> upload.write(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(upload::commit).isInstanceOf(IllegalStateException.class);
        }
        assertThat(store().has(OF_NOTHING)).isTrue();
    }

    protected final byte[] read(Digest digest) throws IOException {
        try (InputStream content = store().find(digest).orElseThrow()) {
            return content.readAllBytes();
        }
    }

    protected final Stored put(String content) throws IOException {
        return store().put(stream(content), Long.MAX_VALUE);
    }

    protected static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(UTF_8));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static Digest sha256(byte[] content) {
        try {
            return new Digest(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
