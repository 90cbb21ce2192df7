package dev.assay.table;

import dev.assay.domain.Artifact.Column;
import dev.assay.domain.Artifact.ColumnType;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.domain.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The columns of a table that is being read, by name, in the order in which they appeared.
final class Columns {

    private final Map<String, ColumnValues> byName = new LinkedHashMap<>();
    private int nameChars;

    Optional<ColumnValues> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    ColumnValues add(String name, String where) {
        requireName(name, where);
        nameChars += name.length();
        if (byName.size() == TableReader.COLUMNS_MAX) {
            throw Faults.malformedBody(where, "more than " + TableReader.COLUMNS_MAX + " columns");
        }
        if (nameChars > TableReader.COLUMN_NAMES_CHARS_MAX) {
            throw Faults.malformedBody(
                    where, "names of columns of more than " + TableReader.COLUMN_NAMES_CHARS_MAX + " characters");
        }
        ColumnValues column = new ColumnValues();
        if (byName.put(name, column) != null) {
            throw Faults.malformedBody(where, "two columns have the same name");
        }
        return column;
    }

    /// `mixed` is the type of a column that is of no one type.
    List<Column> list(ColumnType mixed) {
        return byName.entrySet().stream()
                .map(column -> new Column(column.getKey(), column.getValue().type(mixed)))
                .toList();
    }

    private static void requireName(String name, String where) {
        try {
            Texts.requireName("column name", name);
        } catch (Fault fault) {
            throw Faults.malformedBody(where, fault.text());
        }
    }
}
