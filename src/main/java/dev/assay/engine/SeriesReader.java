package dev.assay.engine;

import dev.assay.domain.SeriesAggregates;
import dev.assay.meta.LogTable;
import dev.assay.series.Fold;
import dev.assay.series.Parts;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;

/// Reads an experiment's series: all of its points are what its log holds. Every answer is exact as of the transaction.
public final class SeriesReader {

    private final SeriesDictionary dictionary;

    public SeriesReader(SeriesDictionary dictionary) {
        this.dictionary = dictionary;
    }

    /// What the experiment's points are read from; it stays readable when the transaction has ended.
    public Parts parts(DSLContext transaction, long experiment) {
        return Parts.read(LogTable.list(transaction, experiment));
    }

    /// By name, in the order of the names.
    public Map<String, SeriesAggregates> aggregates(DSLContext transaction, long experiment) {
        Map<Long, SeriesAggregates> byId = Fold.aggregates(parts(transaction, experiment));
        Map<Long, String> names = dictionary.names(transaction, byId.keySet());
        Map<String, SeriesAggregates> byName = new TreeMap<>();
        byId.forEach((id, aggregates) -> byName.put(names.get(id), aggregates));
        return byName;
    }
}
