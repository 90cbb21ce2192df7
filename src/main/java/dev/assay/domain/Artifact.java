package dev.assay.domain;

import java.util.List;
import java.util.Optional;

/// A named thing of an experiment that is no number: its bytes lie in the artifact store under `digest`. The name is
/// data, never a path.
public record Artifact(String name, Optional<String> description, long sizeBytes, Digest digest, Details details) {

    public Artifact {
        Texts.requireName("artifact name", name);
        description.ifPresent(Artifact::requireDescription);
    }

    public boolean isTable() {
        return switch (details) {
            case Table _ -> true;
            case File _ -> false;
        };
    }

    /// For who must know before there is an artifact.
    public static void requireDescription(String text) {
        if (!text.isEmpty()) {
            Texts.requireName("artifact description", text, Texts.DESCRIPTION_CHARS_MAX);
        }
    }

    public sealed interface Details {}

    /// Rows under named columns, in the format that it came in; the columns in that format's order.
    ///
    /// @param marks where some of the rows begin, ascending; the first row is none of them
    public record Table(TableFormat format, long rowCount, List<Column> columns, List<RowMark> marks)
            implements Details {
        public Table {
            columns = List.copyOf(columns);
            marks = List.copyOf(marks);
        }
    }

    /// At which byte of the content the row begins that so many rows come before.
    public record RowMark(long row, long offset) {}

    /// Bytes of which we know nothing.
    public record File(String contentType) implements Details {}

    /// The formats that a table is stored in.
    public enum TableFormat {
        CSV,
        JSON_LINES,
        PARQUET
    }

    /// A column of a table: every value in it is null or of this type.
    public record Column(String name, ColumnType type) {
        public Column {
            Texts.requireName("column name", name);
        }
    }

    /// What the values of a column are. ANY is all else that a format can hold: values of several types, lists,
    /// objects, integers past int64.
    public enum ColumnType {
        BOOLEAN,
        INTEGER,
        DOUBLE,
        STRING,
        ANY
    }
}
