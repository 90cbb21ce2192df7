package dev.assay.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/// A FlatBuffers table that came from outside: every offset and length is checked before it is believed. Whatever the
/// bytes are, it answers or throws `MalformedBody`. A field is known by its place in Arrow's schema files; a
/// number that is absent is 0.
final class FlatTable {

    private final ByteBuffer bytes;
    private final String where;
    private final int at;
    private final int offsets;
    private final int offsetsBytes;

    private FlatTable(ByteBuffer bytes, String where, long at) {
        this.bytes = bytes;
        this.where = where;
        this.at = require(at, Integer.BYTES);
        this.offsets = require(at - bytes.getInt(this.at), 2 * Short.BYTES);
        this.offsetsBytes = bytes.getShort(offsets) & 0xFFFF;
        require(offsets, Math.max(offsetsBytes, 2 * Short.BYTES));
    }

    /// @param where what the table is, for the words of a failure
    static FlatTable root(String where, byte[] bytes) {
        ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < Integer.BYTES) {
            throw Faults.malformedBody(where, "shorter than a FlatBuffers table");
        }
        return new FlatTable(view, where, Integer.toUnsignedLong(view.getInt(0)));
    }

    String where() {
        return where;
    }

    Fault malformed(String reason) {
        return Faults.malformedBody(where, reason);
    }

    boolean has(int place) {
        return field(place, 1).isPresent();
    }

    boolean isTrue(int place) {
        return byteAt(place) != 0;
    }

    int byteAt(int place) {
        return field(place, Byte.BYTES).map(field -> bytes.get(field) & 0xFF).orElse(0);
    }

    int shortAt(int place) {
        return field(place, Short.BYTES)
                .map(field -> (int) bytes.getShort(field))
                .orElse(0);
    }

    int intAt(int place) {
        return field(place, Integer.BYTES).map(bytes::getInt).orElse(0);
    }

    long longAt(int place) {
        return field(place, Long.BYTES).map(bytes::getLong).orElse(0L);
    }

    Optional<FlatTable> find(int place) {
        return target(place).map(target -> new FlatTable(bytes, where, target));
    }

    FlatTable get(int place, String what) {
        return find(place).orElseThrow(() -> malformed("without " + what));
    }

    Optional<String> findText(int place) {
        return target(place).map(this::text);
    }

    /// How many elements a vector has, each at least `bytesEach` long.
    int count(int place, int bytesEach) {
        return target(place).map(vector -> elements(vector, bytesEach)).orElse(0);
    }

    /// One of the tables of a vector; `index` is below its count.
    FlatTable element(int place, int index) {
        return new FlatTable(bytes, where, follow(elementAt(place, index, Integer.BYTES)));
    }

    /// A number of a vector of int64, or of structures that are all int64.
    long longElement(int place, int index) {
        return bytes.getLong(elementAt(place, index, Long.BYTES));
    }

    private int elementAt(int place, int index, int bytesEach) {
        int vector = target(place).orElseThrow(() -> malformed("without a vector"));
        return require(vector + Integer.BYTES + (long) index * bytesEach, bytesEach);
    }

    private int elements(int vector, int bytesEach) {
        long count = Integer.toUnsignedLong(bytes.getInt(require(vector, Integer.BYTES)));
        require(vector + (long) Integer.BYTES, count * bytesEach);
        return (int) count;
    }

    private String text(int vector) {
        int length = elements(vector, 1);
        try {
            return UTF_8.newDecoder()
                    .decode(bytes.slice(vector + Integer.BYTES, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("a name that is not UTF-8");
        }
    }

    private Optional<Integer> target(int place) {
        return field(place, Integer.BYTES).map(this::follow);
    }

    private int follow(int reference) {
        return require(reference + Integer.toUnsignedLong(bytes.getInt(reference)), 1);
    }

    /// Where a field stands, if it is there.
    private Optional<Integer> field(int place, int size) {
        int entry = Short.BYTES * (2 + place);
        if (entry + Short.BYTES > offsetsBytes) {
            return Optional.empty();
        }
        int offset = bytes.getShort(offsets + entry) & 0xFFFF;
        return offset == 0 ? Optional.empty() : Optional.of(require((long) at + offset, size));
    }

    private int require(long place, long length) {
        if (place < 0 || length < 0 || length > bytes.capacity() - place) {
            throw Faults.malformedBody(where, "an offset or a length beyond its end");
        }
        return (int) place;
    }
}
