package dev.assay.columnar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.assay.domain.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Streams with bytes changed, cut and put in: each is read or refused, whatever it says of itself.
final class ArrowPointsFuzz {

    private static final int POINTS_MAX = 2_000_000;
    /// Lengths and offsets that a reader might believe.
    private static final int[] NUMBERS = {0, 1, -1, 7, 8, 0x7FFF_FFFF, 0x8000_0000, 0x7FFF_FFF7, 0x0010_0000, 1_999_999
    };

    private final SplittableRandom random;
    private int read;
    private int refused;

    ArrowPointsFuzz(long seed) {
        this.random = new SplittableRandom(seed);
    }

    int read() {
        return read;
    }

    int refused() {
        return refused;
    }

    void run(int rounds) {
        List<String> names = ArrowGolden.names();
        List<byte[]> streams = names.stream().map(ArrowGolden::bytes).toList();
        for (int round = 0; round < rounds; round++) {
            int chosen = random.nextInt(names.size());
            String name = names.get(chosen);
            byte[] damaged = damaged(streams.get(chosen));
            long begun = System.nanoTime();
            assertThatCode(() -> take(damaged)).as(name + ", round " + round).doesNotThrowAnyException();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private void take(byte[] stream) throws IOException {
        Plainly plainly = takePlainly(stream);
        try {
            ArrowPoints.read(new ByteArrayInputStream(stream), 0, POINTS_MAX);
            read++;
            assertThat(plainly).isNotEqualTo(Plainly.REFUSED);
        } catch (Fault fault) {
            assertThat(fault.kind()).isIn(Fault.Kind.INVALID, Fault.Kind.TOO_LARGE);
            refused++;
            assertThat(plainly).isNotEqualTo(Plainly.TAKEN);
        }
    }

    private enum Plainly {
        TAKEN,
        LEFT,
        REFUSED
    }

    private static Plainly takePlainly(byte[] stream) {
        try {
            return ArrowPoints.readPlain(stream, 0, POINTS_MAX).isPresent() ? Plainly.TAKEN : Plainly.LEFT;
        } catch (Fault fault) {
            assertThat(fault.kind()).isIn(Fault.Kind.INVALID, Fault.Kind.TOO_LARGE);
            return Plainly.REFUSED;
        }
    }

    private byte[] damaged(byte[] whole) {
        byte[] bytes = whole.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            switch (random.nextInt(8)) {
                case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1) + 1);
                case 1, 2, 3 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                case 4, 5 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                default -> putNumber(bytes, NUMBERS[random.nextInt(NUMBERS.length)]);
            }
        }
        return bytes;
    }

    private void putNumber(byte[] bytes, int number) {
        int at = Math.max(0, (random.nextInt(bytes.length) & ~3) - 4);
        for (int i = 0; i < Integer.BYTES && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (number >>> (Byte.SIZE * i));
        }
    }
}
