package dev.assay.app;

import dev.assay.domain.Texts;
import dev.assay.engine.SeriesDictionary;
import dev.assay.engine.SeriesLimit;
import dev.assay.engine.UnitOfWork;
import dev.assay.meta.ExperimentTable.Head;
import dev.assay.series.Batch;
import dev.assay.series.Frames;
import dev.assay.series.Numbering;
import java.util.Optional;

/// Turns a batch of points into a frame, in the caller's thread where all its series are known, else in the writer's.
final class PointWrites {

    /// Of a point in a batch: its series, step, time and value.
    private static final long POINT_BYTES = 28;

    private final SeriesDictionary dictionary;
    private final SeriesLimit limit;

    PointWrites(SeriesDictionary dictionary, SeriesLimit limit) {
        this.dictionary = dictionary;
        this.limit = limit;
    }

    /// Points that wait to be written to the experiment that was found; `bytes` is what they weigh meanwhile.
    interface Prepared {

        Heads.Found found();

        long bytes();

        void append(UnitOfWork work, Head head);
    }

    Prepared prepare(Heads.Found found, Batch batch) {
        Optional<Numbering> numbering = dictionary.recall(found.head().modelNumber(), batch.names());
        if (numbering.isPresent()) {
            byte[] frame = Frames.encode(batch, numbering.get());
            return new Encoded(found, frame, numbering.get().ids(), limit, batch.size());
        }
        batch.names().forEach(name -> Texts.requireKey("series name", name));
        return new Unencoded(found, dictionary, limit, batch);
    }

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    private record Encoded(Heads.Found found, byte[] frame, long[] ids, SeriesLimit limit, long points)
            implements Prepared {

        @Override
        public long bytes() {
            return frame.length + (long) Long.BYTES * ids.length;
        }

        @Override
        public void append(UnitOfWork work, Head head) {
            limit.require(work, head.modelNumber(), head.key(), ids);
            work.append(head.key(), frame);
            work.count(points);
        }
    }

    private record Unencoded(Heads.Found found, SeriesDictionary dictionary, SeriesLimit limit, Batch batch)
            implements Prepared {

        @Override
        public long bytes() {
            return batch.size() * POINT_BYTES;
        }

        @Override
        public void append(UnitOfWork work, Head head) {
            long[] ids = dictionary.learn(work, head.modelNumber(), batch.names());
            limit.named(head.modelNumber(), ids.length);
            limit.require(work, head.modelNumber(), head.key(), ids);
            work.append(head.key(), Frames.encode(batch, ids));
            work.count(batch.size());
        }
    }
}
