package dev.assay.series;

import dev.assay.series.codec.PackWriter;
import dev.assay.series.codec.Points;
import java.util.function.Consumer;

/// Makes packs of about one size out of ascending series; where one is full, the series goes on in the next. Hands over
/// each as soon as it is whole. Used once, by one thread.
public final class PackCutter implements AutoCloseable {

    private final int packBytes;
    private final Consumer<Packed> target;
    private PackWriter writer = new PackWriter();

    /// A whole pack and how many points it holds.
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    public record Packed(byte[] bytes, long points) {}

    public PackCutter(int packBytes, Consumer<Packed> target) {
        this.packBytes = packBytes;
        this.target = target;
    }

    public void add(long id, Points source) {
        Stretch points = new Stretch(source);
        while (points.isLeft()) {
            writer.add(id, points);
            if (writer.size() >= packBytes) {
                handOver();
            }
        }
    }

    /// Hands over what is left.
    public void finish() {
        if (writer.points() > 0) {
            handOver();
        }
    }

    @Override
    public void close() {
        writer.close();
    }

    private void handOver() {
        target.accept(new Packed(writer.toBytes(), writer.points()));
        writer.close();
        writer = new PackWriter();
    }

    /// The points that go into one pack, then those that go into the next.
    private final class Stretch implements Points {

        private final Points source;
        private boolean left;
        private boolean held = true;

        Stretch(Points source) {
            this.source = source;
            this.left = source.next();
        }

        boolean isLeft() {
            return left;
        }

        @Override
        public boolean next() {
            if (!held) {
                left = source.next();
            }
            held = left && writer.size() >= packBytes;
            return left && !held;
        }

        @Override
        public long step() {
            return source.step();
        }

        @Override
        public long timeMs() {
            return source.timeMs();
        }

        @Override
        public double value() {
            return source.value();
        }
    }
}
