package dev.assay.search;

import dev.assay.domain.SeriesAggregates;
import java.util.Collection;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The latest time among the last points of all series of an experiment; empty where it has no points.
record LastLogged(OptionalLong timeMs) {

    static LastLogged of(@Nullable Long timeMs) {
        return new LastLogged(timeMs == null ? OptionalLong.empty() : OptionalLong.of(timeMs));
    }

    static LastLogged of(Collection<SeriesAggregates> series) {
        return new LastLogged(
                series.stream().mapToLong(of -> of.last().timeMs()).max());
    }
}
