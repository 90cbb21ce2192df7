package dev.assay.series.codec;

/// The numbers of a pack that its writer and its reader share; `docs/format/pack.md` draws it.
final class PackFormat {

    static final String WHAT = "a pack";

    static final int VERSION = 1;
    /// The version and the two lengths of the directory.
    static final int HEAD_BYTES = 1 + 2 * Integer.BYTES;
    static final int CHECKSUM_BYTES = Integer.BYTES;
    /// What is decoded at once: some 100 KB of points.
    static final int BLOCK_POINTS_MAX = 4_096;
    /// What a writer puts of one run into a block: a chart decodes one block for each edge of its buckets.
    static final int OWN_BLOCK_POINTS_MAX = 2_048;
    /// From this many points on a run has a block to itself, and is described in the directory. Those that share a
    /// block cost the directory 2 or 3 bytes each.
    static final int OWN_BLOCK_POINTS_MIN = 1_024;
    /// Two varints and 8 bytes of value for each point.
    static final int BLOCK_COLUMNS_BYTES_MAX = BLOCK_POINTS_MAX * (10 + 10 + Double.BYTES);
    /// The columns' lengths before them.
    static final int BLOCK_BYTES_MAX = BLOCK_COLUMNS_BYTES_MAX + 32;
    /// Some 250 million points of one series, or 20 million short series.
    static final int DIRECTORY_BYTES_MAX = 1 << 26;
    /// Id and count.
    static final int RUN_BYTES_MIN = 2;
    /// Length, checksum, number of runs, one run at least.
    static final int ENTRY_BYTES_MIN = 1 + CHECKSUM_BYTES + 1 + RUN_BYTES_MIN;

    private PackFormat() {}
}
