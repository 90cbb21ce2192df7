package dev.assay.parquet;

import dev.assay.json.Json;
import dev.assay.parquet.Node.Form;
import dev.assay.parquet.Node.Occurrence;
import dev.assay.table.Cell;
import dev.assay.table.CellJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Puts the values of a field's columns together, row by row. Lists, maps and structures become JSON.
final class Assembly {

    private final int first;
    private final List<Triplets> columns;

    /// @param first leaf that is one of the columns
    /// @param columns in the order of the leaves
    Assembly(int first, List<Triplets> columns) {
        this.first = first;
        this.columns = columns;
    }

    /// What the field has in the next row.
    Cell next(Node field) {
        if (field.isPlain()) {
            return triplets(field).take();
        }
        boolean absent =
                field.occurrence() == Occurrence.OPTIONAL && triplets(field).definition() < field.definition();
        Cell cell = absent ? nothing(field) : new Cell.Json(json(field));
        for (Leaf leaf : field.leaves()) {
            if (!columns(leaf).beginsRow()) {
                throw new Broken("columns that do not go together");
            }
        }
        return cell;
    }

    private Cell nothing(Node node) {
        takeAll(node);
        return Cell.NOTHING;
    }

    /// What is not there has one triplet in each column below.
    private void takeAll(Node node) {
        node.leaves().forEach(leaf -> columns(leaf).take());
    }

    private String json(Node field) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writer(out)) {
            write(field, json);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private void write(Node node, JsonGenerator json) {
        switch (node.occurrence()) {
            case REQUIRED -> writeItem(node, json);
            case OPTIONAL -> {
                if (triplets(node).definition() < node.definition()) {
                    takeAll(node);
                    json.writeNull();
                } else {
                    writeItem(node, json);
                }
            }
            case REPEATED -> {
                json.writeStartArray();
                forEach(node, () -> writeItem(node, json));
                json.writeEndArray();
            }
        }
    }

    /// Each occurrence of what is repeated.
    private void forEach(Node node, Runnable item) {
        if (triplets(node).definition() < node.definition()) {
            takeAll(node);
            return;
        }
        do {
            item.run();
        } while (triplets(node).repeats(node.repetition()));
    }

    private void writeItem(Node node, JsonGenerator json) {
        switch (node) {
            case Node.Value value -> CellJson.write(json, columns(value.leaf()).take());
            case Node.Group group -> {
                switch (group.form()) {
                    case STRUCT -> writeStruct(group, json);
                    case LIST -> writeList(group, json);
                    case MAP -> writeMap(group, json);
                }
            }
        }
    }

    private void writeStruct(Node.Group group, JsonGenerator json) {
        json.writeStartObject();
        group.children().forEach(child -> {
            json.writeName(child.name());
            write(child, json);
        });
        json.writeEndObject();
    }

    private void writeList(Node.Group group, JsonGenerator json) {
        Node repeated = group.children().getFirst();
        json.writeStartArray();
        forEach(repeated, () -> {
            if (repeated instanceof Node.Group wrapper && isWrapper(group, wrapper)) {
                write(wrapper.children().getFirst(), json);
            } else {
                writeItem(repeated, json);
            }
        });
        json.writeEndArray();
    }

    /// As the format has it for what older writers made: whether the repeated group only holds the element.
    private static boolean isWrapper(Node.Group list, Node.Group repeated) {
        return repeated.children().size() == 1
                && repeated.children().getFirst().occurrence() != Occurrence.REPEATED
                && repeated.form() == Form.STRUCT
                && !repeated.name().equals("array")
                && !repeated.name().equals(list.name() + "_tuple");
    }

    /// An object where keys are no groups, else a list of pairs.
    private void writeMap(Node.Group group, JsonGenerator json) {
        Node.Group pair = (Node.Group) group.children().getFirst();
        Node key = pair.children().getFirst();
        Node value = pair.children().getLast();
        if (key instanceof Node.Value leaf) {
            json.writeStartObject();
            forEach(pair, () -> {
                json.writeName(name(columns(leaf.leaf()).take()));
                write(value, json);
            });
            json.writeEndObject();
        } else {
            json.writeStartArray();
            forEach(pair, () -> writeStruct(pair, json));
            json.writeEndArray();
        }
    }

    private static String name(Cell key) {
        return switch (key) {
            case Cell.Nothing _ -> "null";
            case Cell.Bool(boolean value) -> Boolean.toString(value);
            case Cell.Int(long value) -> Long.toString(value);
            case Cell.Dbl(double value) -> Double.toString(value);
            case Cell.Text(String text) -> text;
            case Cell.Num(String text) -> text;
            case Cell.Json(String text) -> text;
        };
    }

    private Triplets triplets(Node node) {
        return columns(node.leaves().getFirst());
    }

    private Triplets columns(Leaf leaf) {
        return columns.get(leaf.index() - first);
    }
}
