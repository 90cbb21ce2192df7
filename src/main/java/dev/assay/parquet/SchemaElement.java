package dev.assay.parquet;

import dev.assay.parquet.LeafType.Kind;

/// A field as the footer has it.
final class SchemaElement {

    private static final int NONE = -1;

    private int physical = NONE;
    private int length;
    private int repetition;
    private String name = "";
    private int children;
    private int converted = NONE;
    private int scale;
    private int precision;
    private LeafType logical = LeafType.of(Kind.BINARY);
    private boolean list;
    private boolean map;

    private SchemaElement() {}

    static SchemaElement read(Thrift thrift) {
        SchemaElement element = new SchemaElement();
        thrift.struct(element::readField);
        if (element.children < 0) {
            throw new Broken("fewer fields than none");
        }
        return element;
    }

    private void readField(Thrift in) {
        switch (in.id()) {
            case 1 -> physical = in.i32();
            case 2 -> length = in.i32();
            case 3 -> repetition = in.i32();
            case 4 -> name = in.text();
            case 5 -> children = in.i32();
            case 6 -> converted = in.i32();
            case 7 -> scale = in.i32();
            case 8 -> precision = in.i32();
            case 10 -> in.child(this::readLogical);
            default -> {}
        }
    }

    private void readLogical(Thrift in) {
        switch (in.id()) {
            case 1, 4, 12 -> logical = LeafType.of(Kind.TEXT);
            case 2 -> map = true;
            case 3 -> list = true;
            case 5 -> in.child(this::readDecimal);
            case 6 -> logical = LeafType.of(Kind.DATE);
            case 7 -> {
                Time time = Time.read(in);
                logical = LeafType.time(time.digits);
            }
            case 8 -> {
                Time time = Time.read(in);
                logical = LeafType.timestamp(time.digits, time.zoned);
            }
            case 10 -> logical = Integers.read(in);
            case 11 -> logical = LeafType.of(Kind.NOTHING);
            case 14 -> logical = LeafType.of(Kind.UUID);
            case 15 -> logical = LeafType.of(Kind.FLOAT16);
            default -> {}
        }
    }

    private void readDecimal(Thrift in) {
        switch (in.id()) {
            case 1 -> scale = in.i32();
            case 2 -> precision = in.i32();
            default -> {}
        }
        logical = LeafType.of(Kind.DECIMAL);
    }

    private static final class Time {

        private boolean zoned;
        private int digits = 3;

        static Time read(Thrift in) {
            Time time = new Time();
            in.child(field -> {
                if (field.id() == 1) {
                    time.zoned = field.bool();
                } else if (field.id() == 2) {
                    field.child(unit -> time.digits = 3 * Math.clamp(unit.id(), 1, 3));
                }
            });
            return time;
        }
    }

    private static final class Integers {

        private int bits = Integer.SIZE;
        private boolean signed = true;

        static LeafType read(Thrift in) {
            Integers integers = new Integers();
            in.child(field -> {
                if (field.id() == 1) {
                    integers.bits = field.i8();
                } else if (field.id() == 2) {
                    integers.signed = field.bool();
                }
            });
            return switch (integers.bits) {
                case Byte.SIZE, Short.SIZE, Integer.SIZE, Long.SIZE -> LeafType.integer(integers.bits, integers.signed);
                default -> throw new Broken("integers of " + integers.bits + " bits");
            };
        }
    }

    int physical() {
        return physical;
    }

    int length() {
        return length;
    }

    int repetition() {
        return repetition;
    }

    String name() {
        return name;
    }

    int children() {
        return children;
    }

    int precision() {
        return precision;
    }

    boolean isList() {
        return list || converted == 3;
    }

    boolean isMap() {
        return map || converted == 1 || converted == 2;
    }

    /// `BINARY` where it has none; the older way of saying it counts where the newer one is not there.
    LeafType type() {
        if (logical.kind() == Kind.DECIMAL) {
            return LeafType.decimal(scale);
        }
        return logical.kind() == Kind.BINARY ? convertedType() : logical;
    }

    private LeafType convertedType() {
        return switch (converted) {
            case 0, 4, 19 -> LeafType.of(Kind.TEXT);
            case 5 -> LeafType.decimal(scale);
            case 6 -> LeafType.of(Kind.DATE);
            case 7 -> LeafType.time(3);
            case 8 -> LeafType.time(6);
            case 9 -> LeafType.timestamp(3, true);
            case 10 -> LeafType.timestamp(6, true);
            case 11, 12, 13, 14 -> LeafType.integer(Byte.SIZE << (converted - 11), false);
            case 15, 16, 17, 18 -> LeafType.integer(Byte.SIZE << (converted - 15), true);
            case 21 -> LeafType.of(Kind.INTERVAL);
            default -> LeafType.of(Kind.BINARY);
        };
    }
}
