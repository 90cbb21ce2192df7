package dev.assay.sql;

import dev.assay.sql.tables.DefaultSchema;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jooq.Table;

/// Everything that a database holds, for tests that say that something changed nothing.
public final class Contents {

    private Contents() {}

    /// Every row of every table as text, by table, sorted.
    public static Map<String, List<String>> of(Database database) {
        return database.read(transaction -> {
            Map<String, List<String>> rows = new TreeMap<>();
            for (Table<?> table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
                rows.put(
                        table.getName(),
                        transaction.selectFrom(table).fetch(Contents::text).stream()
                                .sorted()
                                .toList());
            }
            return rows;
        });
    }

    private static String text(Record row) {
        return Arrays.stream(row.intoArray())
                .flatMap(value -> Stream.of(value instanceof byte[] bytes ? hex(bytes) : String.valueOf(value)))
                .collect(Collectors.joining("|"));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
