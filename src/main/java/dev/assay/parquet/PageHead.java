package dev.assay.parquet;

import dev.assay.bytes.ByteReader;
import java.util.Optional;

/// What a page says of itself before it begins.
final class PageHead {

    private static final int UNKNOWN = -1;

    private int type = UNKNOWN;
    private int unpackedBytes;
    private int packedBytes;
    private Optional<Integer> checksum = Optional.empty();
    private int count;
    private int encoding = UNKNOWN;
    private int definitionEncoding = Format.RLE;
    private int repetitionEncoding = Format.RLE;
    private int rows = UNKNOWN;
    private int definitionBytes;
    private int repetitionBytes;
    private boolean packed = true;

    private PageHead() {}

    static PageHead read(ByteReader in) {
        PageHead head = new PageHead();
        new Thrift(in).struct(head::readField);
        if (head.unpackedBytes < 0
                || head.unpackedBytes > Page.BYTES_MAX
                || head.packedBytes < 0
                || head.packedBytes > Page.BYTES_MAX) {
            throw new Broken("a page of more than " + Page.BYTES_MAX + " bytes");
        }
        if (head.count < 0 || head.definitionBytes < 0 || head.repetitionBytes < 0) {
            throw new Broken("a page of fewer values than none");
        }
        return head;
    }

    private void readField(Thrift in) {
        switch (in.id()) {
            case 1 -> type = in.i32();
            case 2 -> unpackedBytes = in.i32();
            case 3 -> packedBytes = in.i32();
            case 4 -> checksum = Optional.of(in.i32());
            case 5, 7 -> in.child(this::readData);
            case 8 -> in.child(this::readDataV2);
            default -> {}
        }
    }

    /// Of a dictionary too, which has no levels.
    private void readData(Thrift in) {
        switch (in.id()) {
            case 1 -> count = in.i32();
            case 2 -> encoding = in.i32();
            case 3 -> {
                if (type == Format.DATA_PAGE) {
                    definitionEncoding = in.i32();
                }
            }
            case 4 -> repetitionEncoding = in.i32();
            default -> {}
        }
    }

    private void readDataV2(Thrift in) {
        switch (in.id()) {
            case 1 -> count = in.i32();
            case 3 -> rows = in.i32();
            case 4 -> encoding = in.i32();
            case 5 -> definitionBytes = in.i32();
            case 6 -> repetitionBytes = in.i32();
            case 7 -> packed = in.bool();
            default -> {}
        }
    }

    int type() {
        return type;
    }

    int unpackedBytes() {
        return unpackedBytes;
    }

    int packedBytes() {
        return packedBytes;
    }

    Optional<Integer> checksum() {
        return checksum;
    }

    int count() {
        return count;
    }

    int encoding() {
        return encoding;
    }

    int definitionEncoding() {
        return definitionEncoding;
    }

    int repetitionEncoding() {
        return repetitionEncoding;
    }

    /// Of the newer kind of page, which begins with a row; negative where it is not told.
    int rows() {
        return type == Format.DATA_PAGE_V2 ? rows : UNKNOWN;
    }

    int definitionBytes() {
        return definitionBytes;
    }

    int repetitionBytes() {
        return repetitionBytes;
    }

    boolean isPacked() {
        return packed;
    }
}
