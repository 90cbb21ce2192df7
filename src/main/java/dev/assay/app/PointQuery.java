package dev.assay.app;

import java.util.List;

/// Which points to read of an experiment: of the series that are named, or of all where none is; steps from
/// `stepFrom` to `stepTo`, both included; the first `offset` of them skipped, at most `limit` of them given.
public record PointQuery(List<String> series, long stepFrom, long stepTo, long offset, long limit) {

    public PointQuery {
        series = series.stream().distinct().sorted().toList();
        if (offset < 0 || limit < 0) {
            throw new IllegalStateException("BUG: a negative offset or limit");
        }
    }
}
