package dev.assay.app;

import dev.assay.domain.Tag;
import java.time.Instant;
import java.util.List;

/// Takes a table of experiments, row by row, the values of a row in the order of the columns; what does not come has no
/// value.
public interface ExportSink {

    /// What all values of a column are.
    enum Type {
        BOOLEAN,
        INTEGER,
        DOUBLE,
        /// To the millisecond.
        TIME,
        TEXT,
        TAGS
    }

    record Column(String name, Type type) {}

    /// Comes first, once.
    void begin(List<Column> columns);

    void bool(int column, boolean value);

    void integer(int column, long value);

    void decimal(int column, double value);

    void time(int column, Instant value);

    void text(int column, String value);

    void tags(int column, List<Tag> value);

    void endRow();
}
