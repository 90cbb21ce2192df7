package dev.assay.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteReaderTest {

    private final ByteWriter writer = new ByteWriter();

    @Test
    void readsBackWhatWasWritten() {
        writer.writeByte(255);
        writer.writeBoolean(true);
        writer.writeInt(Integer.MIN_VALUE);
        writer.writeLong(Long.MIN_VALUE);
        writer.writeText("naïve \uD83D\uDE00 \uFFFD \0");
        writer.writeSized(new byte[] {1, 2});
        writer.writeOptional(Optional.of("a"), writer::writeText);
        writer.writeOptional(Optional.<String>empty(), writer::writeText);
        writer.writeList(List.of(3L, -4L), writer::writeZigzag);
        writer.writeBytes(new byte[] {7});
        ByteReader reader = reader();
        assertThat(reader.readByte()).isEqualTo(255);
        assertThat(reader.readBoolean()).isTrue();
        assertThat(reader.readInt()).isEqualTo(Integer.MIN_VALUE);
        assertThat(reader.readLong()).isEqualTo(Long.MIN_VALUE);
        assertThat(reader.readText()).isEqualTo("naïve \uD83D\uDE00 \uFFFD \0");
        assertThat(reader.readSized()).containsExactly(1, 2);
        assertThat(reader.readOptional(reader::readText)).contains("a");
        assertThat(reader.readOptional(reader::readText)).isEmpty();
        assertThat(reader.readList(reader::readZigzag)).containsExactly(3L, -4L);
        assertThat(reader.readBytes(1)).containsExactly(7);
        reader.requireEnd();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 63, 64, -64, -65, 127, 128, 16383, 16384, Long.MAX_VALUE, Long.MIN_VALUE})
    void readsVarintsToTheEdges(long value) {
        writer.writeVarint(value);
        writer.writeZigzag(value);
        ByteReader reader = reader();
        assertThat(reader.readVarint()).isEqualTo(value);
        assertThat(reader.readZigzag()).isEqualTo(value);
        reader.requireEnd();
    }

    @Test
    void takesOneByteForWhatIsNearZero() {
        writer.writeVarint(127);
        writer.writeZigzag(63);
        writer.writeZigzag(-64);
        assertThat(writer.size()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {0x7FF8_0000_0000_0000L, 0x7FF0_0000_0000_0001L, 0xFFF8_DEAD_BEEF_0001L, Long.MIN_VALUE})
    void keepsTheBitsOfDoubles(long bits) {
        writer.writeDouble(Double.longBitsToDouble(bits));
        assertThat(Double.doubleToRawLongBits(reader().readDouble())).isEqualTo(bits);
    }

    @Test
    void saysWhatIsDamagedAndWhere() {
        writer.writeByte(1);
        writer.writeVarint(1_000);
        ByteReader reader = reader();
        reader.readByte();
        assertThatThrownBy(reader::readText).isInstanceOfSatisfying(DamagedBytes.class, damage -> {
            assertThat(damage.what()).isEqualTo("a test");
            assertThat(damage.offset()).isEqualTo(1);
            assertThat(damage)
                    .hasMessageContaining("a test is damaged at byte 1")
                    .hasMessageContaining("1000");
        });
    }

    @Test
    void readsNothingPastItsEnd() {
        byte[] bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        ByteReader reader = new ByteReader("a test", bytes, 1, 4);
        assertThatThrownBy(reader::readInt).isInstanceOf(DamagedBytes.class);
        assertThatThrownBy(reader::readLong).isInstanceOf(DamagedBytes.class);
        assertThatThrownBy(() -> reader.readBytes(4)).isInstanceOf(DamagedBytes.class);
        assertThatThrownBy(() -> reader.readBytes(-1)).isInstanceOf(DamagedBytes.class);
        assertThatThrownBy(() -> reader.skip(Long.MAX_VALUE)).isInstanceOf(DamagedBytes.class);
        assertThat(reader.readBytes(3)).containsExactly(2, 3, 4);
        assertThatThrownBy(reader::readByte).isInstanceOf(DamagedBytes.class);
    }

    @Test
    void refusesAVarintPast64Bits() {
        byte[] eleven = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0};
        assertThatThrownBy(() -> new ByteReader("a test", eleven).readVarint()).isInstanceOf(DamagedBytes.class);
        byte[] sixtyFiveBits = {-1, -1, -1, -1, -1, -1, -1, -1, -1, 2};
        assertThatThrownBy(() -> new ByteReader("a test", sixtyFiveBits).readVarint())
                .isInstanceOf(DamagedBytes.class);
    }

    @Test
    void refusesATextThatIsNotUtf8() {
        writer.writeSized(new byte[] {'a', (byte) 0xC3});
        assertThatThrownBy(() -> reader().readText())
                .isInstanceOf(DamagedBytes.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void refusesABooleanThatIsNeither() {
        writer.writeByte(2);
        assertThatThrownBy(() -> reader().readBoolean()).isInstanceOf(DamagedBytes.class);
    }

    @Test
    void refusesWhatIsLeftOver() {
        writer.writeByte(2);
        assertThatThrownBy(() -> reader().requireEnd()).isInstanceOf(DamagedBytes.class);
    }

    @Test
    void neverWritesHalfASurrogatePair() {
        assertThatThrownBy(() -> writer.writeText("\uD83D")).hasMessageStartingWith("BUG");
        assertThatThrownBy(() -> writer.writeText("\uDE00\uD83D")).hasMessageStartingWith("BUG");
        assertThat(writer.size()).isZero();
    }

    @Test
    void noticesEveryFlippedBitByItsChecksum() {
        writer.writeText("abc");
        writer.writeChecksum();
        byte[] bytes = writer.toBytes();
        requireChecksum(bytes);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> requireChecksum(flipped)).isInstanceOf(DamagedBytes.class);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void answersOrSaysDamagedWhateverTheBytesAre(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            readAnything(new ByteReader("garbage", bytes), random);
        }
    }

    private static void readAnything(ByteReader reader, Random random) {
        try {
            while (reader.remaining() > 0) {
                switch (random.nextInt(6)) {
                    case 0 -> reader.readText();
                    case 1 -> reader.readSized();
                    case 2 -> reader.readZigzag();
                    case 3 -> reader.readOptional(reader::readInt);
                    case 4 -> assertThat(reader.readList(reader::readByte)).isNotNull();
                    default -> reader.readDouble();
                }
            }
        } catch (DamagedBytes expected) {
            assertThat(expected.offset()).isBetween(0L, 40L);
        }
    }

    private static void requireChecksum(byte[] bytes) {
        ByteReader reader = new ByteReader("a test", bytes);
        reader.skip(bytes.length - Integer.BYTES);
        reader.requireChecksum(0);
    }

    private ByteReader reader() {
        return new ByteReader("a test", writer.toBytes());
    }

    @Test
    void skipsZerosAndNothingElse() {
        for (int zeros = 0; zeros < 40; zeros++) {
            byte[] bytes = new byte[43];
            bytes[1 + zeros] = 1;
            ByteReader reader = new ByteReader("bytes", bytes, 1, 42);
            assertThat(reader.skipZeros(1_000)).isEqualTo(zeros);
            assertThat(reader.position()).isEqualTo(1 + zeros);
            assertThat(new ByteReader("bytes", bytes, 1, 42).skipZeros(zeros / 2))
                    .isEqualTo(zeros / 2);
        }
        assertThat(new ByteReader("bytes", new byte[43], 1, 42).skipZeros(1_000))
                .isEqualTo(41);
    }
}
