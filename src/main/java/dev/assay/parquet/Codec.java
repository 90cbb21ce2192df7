package dev.assay.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// How pages are compressed. Whatever the bytes are, unpacking takes no more room than was made for it.
enum Codec {
    UNCOMPRESSED(0),
    SNAPPY(1),
    GZIP(2),
    ZSTD(6),
    LZ4_RAW(7);

    private final int number;

    Codec(int number) {
        this.number = number;
    }

    static Optional<Codec> find(int number) {
        return Arrays.stream(values()).filter(codec -> codec.number == number).findFirst();
    }

    /// What the others are called, for the words of a failure.
    static String name(int number) {
        return switch (number) {
            case 3 -> "LZO";
            case 4 -> "Brotli";
            case 5 -> "LZ4 in Hadoop's frames";
            default -> "codec " + number;
        };
    }

    /// Fills so much of the target; the bytes must unpack to just that.
    void unpack(byte[] packed, int from, int to, byte[] target, int at, int length) {
        int unpacked = switch (this) {
            case UNCOMPRESSED -> copy(packed, from, to, target, at, length);
            case SNAPPY -> Snappy.unpack(packed, from, to, target, at, length);
            case GZIP -> gunzip(packed, from, to, target, at, length);
            case ZSTD -> unzstd(packed, from, to, target, at, length);
            case LZ4_RAW -> Lz4.unpack(packed, from, to, target, at, length);
        };
        if (unpacked != length) {
            throw new Broken("a page that unpacks to another length");
        }
    }

    private static int copy(byte[] packed, int from, int to, byte[] target, int at, int length) {
        if (to - from != length) {
            throw new Broken("a page of another length");
        }
        System.arraycopy(packed, from, target, at, length);
        return length;
    }

    private static int unzstd(byte[] packed, int from, int to, byte[] target, int at, int length) {
        try {
            return (int) Zstd.decompressByteArray(target, at, length, packed, from, to - from);
        } catch (ZstdException e) {
            throw new Broken("a page that is no zstd");
        }
    }

    private static int gunzip(byte[] packed, int from, int to, byte[] target, int at, int length) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed, from, to - from))) {
            int count = gzip.readNBytes(target, at, length);
            return gzip.read() < 0 ? count : -1;
        } catch (IOException e) {
            throw new Broken("a page that is no gzip");
        }
    }
}
