package dev.assay.series;

import dev.assay.series.codec.FrameWriter;

/// Makes frames of batches.
public final class Frames {

    private Frames() {}

    /// One frame with the points of `batch`; `ids[i]` is the id of the series `batch.names().get(i)`.
    public static byte[] encode(Batch batch, long[] ids) {
        return encode(batch, Numbering.of(ids));
    }

    /// The same where it is known which id comes first.
    public static byte[] encode(Batch batch, Numbering numbering) {
        long[] ids = numbering.ids();
        if (ids.length != batch.names().size()) {
            throw new IllegalStateException(
                    "BUG: " + ids.length + " ids for " + batch.names().size() + " series");
        }
        Batch.Grouped points = batch.grouped();
        FrameWriter writer = new FrameWriter(batch.size());
        for (int series : numbering.ascending()) {
            writer.add(
                    ids[series],
                    points.steps(),
                    points.timesMs(),
                    points.values(),
                    points.from(series),
                    points.to(series));
        }
        return writer.toBytes();
    }
}
