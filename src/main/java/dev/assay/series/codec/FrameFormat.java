package dev.assay.series.codec;

/// The numbers of a frame that its writer and its reader share; `docs/format/frame.md` draws it.
final class FrameFormat {

    static final int VERSION = 1;
    /// The version and the length of the body.
    static final int HEAD_BYTES = 1 + Integer.BYTES;
    static final int CHECKSUM_BYTES = Integer.BYTES;
    /// From this many points on a run says how many NaNs it has and what its extremes are. A shorter one is read faster
    /// than it is described, and most runs are short.
    static final int EXTREMES_COUNT_MIN = 8;
    /// Id, count, step, time and a narrow value.
    static final int ENTRY_BYTES_MIN = 4 + Float.BYTES;

    private FrameFormat() {}
}
