package dev.assay.series.codec;

import dev.assay.bytes.ByteReader;
import dev.assay.bytes.ByteWriter;
import dev.assay.domain.Point;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.SeriesAggregates.Extreme;
import dev.assay.series.codec.Columns.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/// The aggregates of all series of an experiment in one blob, by columns; `docs/format/aggregates.md` draws it. Reading
/// one series makes no object for the others. Never changes.
public final class StoredAggregates {

    private static final String WHAT = "stored aggregates";
    private static final int VERSION = 1;
    /// Some million series.
    private static final int BYTES_MAX = 1 << 26;

    private static final int IDS = 0;
    private static final int LENGTHS = 1;
    private static final int NANS = 2;
    private static final int LAST_STEPS = 3;
    private static final int LAST_TIMES = 4;
    private static final int MIN_STEPS = 5;
    private static final int MAX_STEPS = 6;
    private static final int VARYING = 7;
    private static final int COLUMNS = VARYING + Float.BYTES + Double.BYTES;

    private final int size;
    private final List<Column> columns;
    private final double[] narrow;
    private final double[] wide;

    private StoredAggregates(int size, List<Column> columns, int narrowValues, int wideValues) {
        this.size = size;
        this.columns = columns;
        int planes = VARYING + Float.BYTES;
        this.narrow = new double[narrowValues];
        this.wide = new double[wideValues];
        Planes.readNarrow(columns.subList(VARYING, planes), 0, narrowValues, narrow, 0);
        Planes.readWide(columns.subList(planes, COLUMNS), 0, wideValues, wide, 0);
    }

    /// By ascending ids.
    public static byte[] encode(SortedMap<Long, SeriesAggregates> aggregates) {
        try (ColumnsWriter writer = new ColumnsWriter()) {
            return encode(aggregates, writer);
        }
    }

    static byte[] encode(SortedMap<Long, SeriesAggregates> aggregates, ColumnsWriter writer) {
        Encoder encoder = new Encoder();
        aggregates.forEach(encoder::add);
        return encoder.toBytes(writer);
    }

    /// Throws `DamagedBytes` when the checksum does not hold. The bytes are not copied and must not change.
    public static StoredAggregates open(byte[] bytes) {
        ByteReader reader = new ByteReader(WHAT, bytes);
        int version = reader.readByte();
        if (version != VERSION) {
            throw reader.damaged("the version is " + version);
        }
        reader.skip(Math.max(0, reader.remaining() - Integer.BYTES));
        int bodyTo = reader.position();
        reader.requireChecksum(0);
        ByteReader body = new ByteReader(WHAT, bytes, 1, bodyTo);
        long series = body.readVarint();
        long narrowValues = body.readVarint();
        long wideValues = body.readVarint();
        long[] sizes = new long[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            boolean isNarrow = i < VARYING + Float.BYTES;
            sizes[i] = i < VARYING ? Columns.VARYING : isNarrow ? narrowValues : wideValues;
        }
        List<Column> columns = Columns.read(body, bytes, sizes, BYTES_MAX);
        if (series < 0 || series > columns.get(IDS).to() - columns.get(IDS).from()) {
            throw body.damaged(series + " series");
        }
        return new StoredAggregates((int) series, columns, (int) narrowValues, (int) wideValues);
    }

    public int size() {
        return size;
    }

    public SortedMap<Long, SeriesAggregates> toMap() {
        SortedMap<Long, SeriesAggregates> aggregates = new TreeMap<>();
        Row row = new Row();
        while (row.next()) {
            aggregates.put(row.id, row.aggregates());
        }
        return aggregates;
    }

    /// The series that there are, without their aggregates.
    public void forEachId(LongConsumer sink) {
        Row row = new Row();
        while (row.next()) {
            sink.accept(row.id);
        }
    }

    public Optional<SeriesAggregates> find(long id) {
        Row row = new Row();
        while (row.next()) {
            if (row.id >= id) {
                return row.id == id ? Optional.of(row.aggregates()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// The latest time among the last points of all series; empty where there is none.
    public OptionalLong latestTimeMs() {
        ByteReader times = columns.get(LAST_TIMES).reader(WHAT);
        long latest = Long.MIN_VALUE;
        long timeMs = 0;
        for (int i = 0; i < size; i++) {
            timeMs += times.readZigzag();
            latest = Math.max(latest, timeMs);
        }
        return size == 0 ? OptionalLong.empty() : OptionalLong.of(latest);
    }

    /// Goes through the series; what a row does not need of the others it only passes.
    private final class Row {

        private final ByteReader ids = columns.get(IDS).reader(WHAT);
        private final ByteReader lengths = columns.get(LENGTHS).reader(WHAT);
        private final ByteReader nans = columns.get(NANS).reader(WHAT);
        private final ByteReader lastSteps = columns.get(LAST_STEPS).reader(WHAT);
        private final ByteReader lastTimes = columns.get(LAST_TIMES).reader(WHAT);
        private final ByteReader minSteps = columns.get(MIN_STEPS).reader(WHAT);
        private final ByteReader maxSteps = columns.get(MAX_STEPS).reader(WHAT);
        private int at;
        private int narrowAt;
        private int wideAt;

        private long id;
        private long length;
        private long nanCount;
        private long lastStep;
        private long lastTimeMs;
        private double last;
        private long minStep;
        private double min;
        private long maxStep;
        private double max;

        boolean next() {
            if (at == size) {
                requireEnd();
                return false;
            }
            readId();
            readCounts();
            lastStep += lastSteps.readZigzag();
            lastTimeMs += lastTimes.readZigzag();
            readValues();
            at++;
            return true;
        }

        SeriesAggregates aggregates() {
            boolean numbers = nanCount < length;
            return new SeriesAggregates(
                    length,
                    nanCount,
                    numbers ? Optional.of(new Extreme(min, minStep)) : Optional.empty(),
                    numbers ? Optional.of(new Extreme(max, maxStep)) : Optional.empty(),
                    new Point(lastStep, lastTimeMs, last));
        }

        private void readId() {
            long next = id + ids.readVarint();
            if (at > 0 && next <= id) {
                throw ids.damaged("series " + next + " after series " + id);
            }
            id = next;
        }

        private void readCounts() {
            length = lengths.readVarint();
            nanCount = nans.readVarint();
            if (length < 1 || nanCount >>> 1 > length) {
                throw lengths.damaged((nanCount >>> 1) + " NaNs among " + length + " points");
            }
        }

        private void readValues() {
            boolean isWide = (nanCount & 1) == 1;
            nanCount >>>= 1;
            last = readValue(isWide);
            if (nanCount < length) {
                minStep = lastStep - minSteps.readZigzag();
                min = readValue(isWide);
                maxStep = lastStep - maxSteps.readZigzag();
                max = readValue(isWide);
            }
        }

        private double readValue(boolean isWide) {
            if (isWide ? wideAt == wide.length : narrowAt == narrow.length) {
                throw nans.damaged("more values than there are");
            }
            return isWide ? wide[wideAt++] : narrow[narrowAt++];
        }

        private void requireEnd() {
            List.of(ids, lengths, nans, lastSteps, lastTimes, minSteps, maxSteps)
                    .forEach(ByteReader::requireEnd);
            if (narrowAt != narrow.length || wideAt != wide.length) {
                throw nans.damaged("fewer values than there are");
            }
        }
    }

    private static final class Encoder {

        private final List<ByteWriter> varying = new ArrayList<>();
        private final ByteWriter narrow = new ByteWriter();
        private final ByteWriter wide = new ByteWriter();
        private int size;
        private long id;
        private long lastStep;
        private long lastTimeMs;

        Encoder() {
            for (int i = 0; i < VARYING; i++) {
                varying.add(new ByteWriter());
            }
        }

        void add(long nextId, SeriesAggregates series) {
            if (size > 0 && nextId <= id) {
                throw new IllegalStateException("BUG: series " + nextId + " after series " + id);
            }
            varying.get(IDS).writeVarint(nextId - id);
            varying.get(LENGTHS).writeVarint(series.length());
            Point last = series.last();
            varying.get(LAST_STEPS).writeZigzag(last.step() - lastStep);
            varying.get(LAST_TIMES).writeZigzag(last.timeMs() - lastTimeMs);
            boolean isWide = isWide(series);
            varying.get(NANS).writeVarint(2 * series.nanCount() + (isWide ? 1 : 0));
            ByteWriter values = isWide ? wide : narrow;
            Float32.write(values, isWide, last.value());
            series.min().ifPresent(min -> {
                varying.get(MIN_STEPS).writeZigzag(last.step() - min.step());
                Float32.write(values, isWide, min.value());
            });
            series.max().ifPresent(max -> {
                varying.get(MAX_STEPS).writeZigzag(last.step() - max.step());
                Float32.write(values, isWide, max.value());
            });
            id = nextId;
            lastStep = last.step();
            lastTimeMs = last.timeMs();
            size++;
        }

        byte[] toBytes(ColumnsWriter writer) {
            int narrowValues = narrow.size() / Float.BYTES;
            int wideValues = wide.size() / Double.BYTES;
            List<byte[]> columns = new ArrayList<>(COLUMNS);
            varying.forEach(column -> columns.add(column.toBytes()));
            Planes.write(columns, narrow.toBytes(), Float.BYTES);
            Planes.write(columns, wide.toBytes(), Double.BYTES);
            ByteWriter bytes = new ByteWriter();
            bytes.writeByte(VERSION);
            bytes.writeVarint(size);
            bytes.writeVarint(narrowValues);
            bytes.writeVarint(wideValues);
            writer.write(bytes, columns, VARYING);
            bytes.writeChecksum();
            return bytes.toBytes();
        }

        private static boolean isWide(SeriesAggregates series) {
            return !Float32.holds(series.last().value())
                    || series.min().filter(min -> !Float32.holds(min.value())).isPresent()
                    || series.max().filter(max -> !Float32.holds(max.value())).isPresent();
        }
    }
}
