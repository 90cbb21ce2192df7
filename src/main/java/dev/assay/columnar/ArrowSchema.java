package dev.assay.columnar;

import dev.assay.columnar.ArrowFormat.DataType;
import dev.assay.columnar.ArrowFormat.DictionaryEncoding;
import dev.assay.columnar.ArrowFormat.Field;
import dev.assay.columnar.ArrowFormat.Schema;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which columns a stream has, in their order, and how each is encoded. All but the time must be there, no other may.
record ArrowSchema(List<Column> columns) {

    enum Role {
        SERIES("series"),
        STEP("step"),
        TIME("time"),
        VALUE("value");

        private final String text;

        Role(String text) {
            this.text = text;
        }

        /// The column's name.
        String text() {
            return text;
        }
    }

    enum TextLayout {
        OFFSETS_OF_INT32,
        OFFSETS_OF_INT64,
        VIEWS
    }

    sealed interface Encoding {

        record Texts(TextLayout layout) implements Encoding {}

        /// Places in a dictionary, each in so many bytes. As they are checked, signs don't matter.
        record Places(long dictionary, int bytesEach, TextLayout layout) implements Encoding {}

        record Int64() implements Encoding {}

        /// A time is `count` milliseconds times `millis`, divided by `parts`.
        record Timestamps(long millis, long parts) implements Encoding {}

        record Float64() implements Encoding {}

        record Float32() implements Encoding {}
    }

    record Column(Role role, Encoding encoding) {}

    static ArrowSchema read(FlatTable schema) {
        if (schema.shortAt(Schema.ENDIANNESS) != 0) {
            throw schema.malformed("big-endian");
        }
        List<Column> columns = new ArrayList<>();
        Set<Role> missing = EnumSet.of(Role.SERIES, Role.STEP, Role.TIME, Role.VALUE);
        int count = schema.count(Schema.FIELDS, Integer.BYTES);
        for (int i = 0; i < count; i++) {
            Column column = column(schema.element(Schema.FIELDS, i));
            if (!missing.remove(column.role())) {
                throw Faults.malformedBody(column.role().text(), "the column comes twice");
            }
            columns.add(column);
        }
        missing.remove(Role.TIME);
        missing.forEach(role -> {
            throw Faults.malformedBody(role.text(), "missing");
        });
        return new ArrowSchema(List.copyOf(columns));
    }

    boolean isTimed() {
        return columns.stream().anyMatch(column -> column.role() == Role.TIME);
    }

    boolean namesAreInDictionary() {
        return columns.stream().anyMatch(column -> column.encoding() instanceof Encoding.Places);
    }

    /// How the dictionary of this id is laid out; empty where no column has it.
    Optional<TextLayout> dictionary(long id) {
        return columns.stream()
                .map(Column::encoding)
                .filter(encoding -> encoding instanceof Encoding.Places places && places.dictionary() == id)
                .map(encoding -> ((Encoding.Places) encoding).layout())
                .findFirst();
    }

    private static Column column(FlatTable field) {
        String name = field.findText(Field.NAME).orElse("");
        return switch (name) {
            case "series" -> new Column(Role.SERIES, series(field));
            case "step" -> new Column(Role.STEP, step(field));
            case "time" -> new Column(Role.TIME, time(field));
            case "value" -> new Column(Role.VALUE, value(field));
            default -> throw Faults.malformedBody(name, "unknown column; there are series, step, time and value");
        };
    }

    private static Encoding series(FlatTable field) {
        TextLayout layout = switch (field.byteAt(Field.TYPE_TYPE)) {
            case DataType.UTF8 -> TextLayout.OFFSETS_OF_INT32;
            case DataType.LARGE_UTF8 -> TextLayout.OFFSETS_OF_INT64;
            case DataType.UTF8_VIEW -> TextLayout.VIEWS;
            default -> throw otherType(Role.SERIES, "text, plain or in a dictionary");
        };
        Optional<FlatTable> dictionary = field.find(Field.DICTIONARY);
        return dictionary.isEmpty()
                ? new Encoding.Texts(layout)
                : new Encoding.Places(
                        dictionary.get().longAt(DictionaryEncoding.ID), placeBytes(dictionary.get()), layout);
    }

    /// Without a type they are int32.
    private static int placeBytes(FlatTable dictionary) {
        int bits = dictionary
                .find(DictionaryEncoding.INDEX_TYPE)
                .map(type -> type.intAt(DataType.INT_BIT_WIDTH))
                .orElse(Integer.SIZE);
        return switch (bits) {
            case 8, 16, 32, 64 -> bits / Byte.SIZE;
            default -> throw Faults.malformedBody("series", "places in a dictionary of " + bits + " bits");
        };
    }

    private static Encoding step(FlatTable field) {
        requirePlain(field, Role.STEP);
        if (!isInt64(field)) {
            throw otherType(Role.STEP, "int64");
        }
        return new Encoding.Int64();
    }

    private static Encoding time(FlatTable field) {
        requirePlain(field, Role.TIME);
        if (isInt64(field)) {
            return new Encoding.Int64();
        }
        if (field.byteAt(Field.TYPE_TYPE) != DataType.TIMESTAMP) {
            throw otherType(Role.TIME, "a timestamp or int64, which is in milliseconds");
        }
        int unit = field.get(Field.TYPE, "a type").shortAt(DataType.TIMESTAMP_UNIT);
        return switch (unit) {
            case DataType.SECOND -> new Encoding.Timestamps(1_000, 1);
            case DataType.MILLISECOND -> new Encoding.Int64();
            case DataType.MICROSECOND -> new Encoding.Timestamps(1, 1_000);
            case DataType.NANOSECOND -> new Encoding.Timestamps(1, 1_000_000);
            default -> throw otherType(Role.TIME, "a timestamp of a known unit");
        };
    }

    private static Encoding value(FlatTable field) {
        requirePlain(field, Role.VALUE);
        int precision = field.byteAt(Field.TYPE_TYPE) == DataType.FLOATING_POINT
                ? field.get(Field.TYPE, "a type").shortAt(DataType.FLOATING_POINT_PRECISION)
                : 0;
        return switch (precision) {
            case DataType.SINGLE -> new Encoding.Float32();
            case DataType.DOUBLE -> new Encoding.Float64();
            default -> throw otherType(Role.VALUE, "float64 or float32");
        };
    }

    private static boolean isInt64(FlatTable field) {
        if (field.byteAt(Field.TYPE_TYPE) != DataType.INT) {
            return false;
        }
        FlatTable type = field.get(Field.TYPE, "a type");
        return type.intAt(DataType.INT_BIT_WIDTH) == Long.SIZE && type.isTrue(DataType.INT_SIGNED);
    }

    private static void requirePlain(FlatTable field, Role role) {
        if (field.has(Field.DICTIONARY)) {
            throw Faults.malformedBody(role.text(), "in a dictionary, which only series may be");
        }
    }

    private static Fault otherType(Role role, String wanted) {
        return Faults.malformedBody(role.text(), "not of the type that is wanted: " + wanted);
    }
}
