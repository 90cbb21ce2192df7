package dev.assay.series.codec;

import java.util.Optional;

/// What a directory says of a block: where it lies in the pack, its checksum, its runs. A run that is alone in
/// its block is described.
record BlockEntry(long offset, int size, int checksum, Block.Runs runs, Optional<Description> description) {}
