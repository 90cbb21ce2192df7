package dev.assay.columnar;

import dev.assay.columnar.ArrowSchema.Column;
import dev.assay.columnar.ArrowSchema.Encoding;
import dev.assay.columnar.ArrowSchema.Role;
import dev.assay.domain.Faults;
import dev.assay.series.Batch;
import dev.assay.series.codec.Float32;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The rows of one batch on their way: first all columns are there, then room is made for them, then they are copied.
final class ArrowRows {

    private interface Filling {

        void fill(Batch.Rows rows);
    }

    private final ArrowBatch arrived;
    private final int count;
    private final long before;
    private final SeriesNames names;
    private final SeriesDictionary dictionary;
    private final List<Filling> fillings = new ArrayList<>();

    /// @param before how many rows came before these, for the words of a failure
    ArrowRows(ArrowBatch arrived, long before, SeriesNames names, SeriesDictionary dictionary) {
        this.arrived = arrived;
        this.count = arrived.rows();
        this.before = before;
        this.names = names;
        this.dictionary = dictionary;
    }

    /// To be called for each column of the schema, in its order.
    void take(Column column) {
        arrived.requireNoNulls(column.role().text(), before);
        fillings.add(
                switch (column.encoding()) {
                    case Encoding.Texts texts -> texts(ArrowTexts.of(arrived, texts.layout()));
                    case Encoding.Places places -> places(places.bytesEach());
                    case Encoding.Int64 _ -> int64(column.role());
                    case Encoding.Timestamps times -> times(times);
                    case Encoding.Float64 _ -> float64();
                    case Encoding.Float32 _ -> float32();
                });
    }

    /// @param timeMs the time of all of them, where they have none
    void addTo(Batch batch, OptionalLong timeMs) {
        Batch.Rows rows = batch.rows(count);
        fillings.forEach(filling -> filling.fill(rows));
        timeMs.ifPresent(time -> {
            LongBuffer times = rows.timesMs();
            while (times.hasRemaining()) {
                times.put(time);
            }
        });
        rows.end();
    }

    private Filling texts(ArrowTexts texts) {
        return rows -> {
            IntBuffer series = rows.series();
            texts.forEach((row, bytes, from, length) -> series.put(row, names.indexFor(bytes, from, length)));
        };
    }

    private Filling places(int bytesEach) {
        ByteBuffer places = arrived.buffer((long) bytesEach * count);
        return rows -> {
            IntBuffer series = rows.series();
            for (int row = 0; row < count; row++) {
                series.put(row, dictionary.indexFor(place(places, row, bytesEach), before + row));
            }
        };
    }

    private static long place(ByteBuffer places, int row, int bytesEach) {
        return switch (bytesEach) {
            case Byte.BYTES -> places.get(row) & 0xFF;
            case Short.BYTES -> places.getShort(Short.BYTES * row) & 0xFFFF;
            case Integer.BYTES -> places.getInt(Integer.BYTES * row) & 0xFFFF_FFFFL;
            default -> places.getLong(Long.BYTES * row);
        };
    }

    private Filling int64(Role role) {
        LongBuffer numbers =
                arrived.buffer((long) Long.BYTES * count).asLongBuffer().slice(0, count);
        return rows -> (role == Role.STEP ? rows.steps() : rows.timesMs()).put(numbers);
    }

    private Filling times(Encoding.Timestamps unit) {
        ByteBuffer numbers = arrived.buffer((long) Long.BYTES * count);
        return rows -> {
            LongBuffer times = rows.timesMs();
            for (int row = 0; row < count; row++) {
                times.put(row, milliseconds(numbers.getLong(Long.BYTES * row), unit, row));
            }
        };
    }

    private long milliseconds(long time, Encoding.Timestamps unit, int row) {
        long millis = time * unit.millis();
        if (millis / unit.millis() != time || millis % unit.parts() != 0) {
            throw Faults.malformedBody("time, row " + (before + row), "no whole number of milliseconds in 64 bits");
        }
        return millis / unit.parts();
    }

    private Filling float64() {
        DoubleBuffer numbers =
                arrived.buffer((long) Double.BYTES * count).asDoubleBuffer().slice(0, count);
        return rows -> rows.values().put(numbers);
    }

    /// Bit by bit: a processor may change a NaN that it widens.
    private Filling float32() {
        ByteBuffer numbers = arrived.buffer((long) Float.BYTES * count);
        return rows -> {
            DoubleBuffer values = rows.values();
            for (int row = 0; row < count; row++) {
                values.put(row, Float32.value(numbers.getInt(Float.BYTES * row)));
            }
        };
    }
}
