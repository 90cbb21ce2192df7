package dev.assay.columnar;

import java.util.List;

/// A column of texts that recur: its name, and each of its texts once. Rows hold the places of their texts in `values`.
public record TextColumn(String name, List<String> values) {

    public TextColumn {
        values = List.copyOf(values);
    }
}
