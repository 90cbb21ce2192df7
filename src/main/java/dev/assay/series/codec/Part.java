package dev.assay.series.codec;

import java.util.function.Consumer;
import java.util.function.LongPredicate;

/// Some points of one experiment, encoded together: runs in ascending order of their series' ids. Only a pack may have
/// several of a series, each after the one before.
public sealed interface Part permits Frame, Pack, DecodedFrames {

    /// Hands over the runs of the series whose ids are `wanted`. Those of others are passed over and not decoded.
    void forEachRun(LongPredicate wanted, Consumer<? super Run> action);

    /// Hands over all runs, one after another. What is handed over is good until the next comes.
    void forEachHead(Consumer<? super RunHead> action);
}
