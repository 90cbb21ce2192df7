package dev.assay.parquet;

import dev.assay.bytes.ByteReader;
import java.util.function.Consumer;

/// Reads structures in Thrift's compact protocol. What is wrong in them is `DamagedBytes`; nothing is as large, and
/// nothing as deep, as they claim.
final class Thrift {

    private static final int DEPTH_MAX = 32;

    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I16 = 4;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;
    private static final int SHORT_LIST_MAX = 14;

    private final ByteReader in;
    private int depth;
    /// Of the field that is read.
    private int id;
    private int type;

    Thrift(ByteReader in) {
        this.in = in;
    }

    /// Of the field that is read.
    int id() {
        return id;
    }

    /// The fields of a structure, one after the other: the action reads the value, or nothing, and then it is skipped.
    void struct(Consumer<Thrift> field) {
        deeper();
        int last = 0;
        while (true) {
            int head = in.readByte();
            if (head == 0) {
                break;
            }
            int ahead = head >>> 4;
            last = ahead == 0 ? (short) in.readZigzag() : last + ahead;
            id = last;
            type = head & 0xF;
            int given = type;
            field.accept(this);
            if (type == given) {
                skip(given);
            }
        }
        depth--;
        type = 0;
    }

    boolean bool() {
        int read = take(TRUE, FALSE);
        return read == TRUE;
    }

    int i32() {
        take(I32, I16);
        long value = in.readZigzag();
        if (value != (int) value) {
            throw in.damaged("a number past 32 bits");
        }
        return (int) value;
    }

    int i8() {
        take(BYTE, BYTE);
        return in.readByte();
    }

    long i64() {
        take(I64, I32);
        return in.readZigzag();
    }

    String text() {
        take(BINARY, BINARY);
        return in.readText();
    }

    /// A structure in a field.
    void child(Consumer<Thrift> field) {
        take(STRUCT, STRUCT);
        struct(field);
    }

    /// A list of structures; the action reads one each time.
    void structs(Runnable element) {
        take(LIST, SET);
        deeper();
        int head = in.readByte();
        int count = count(head);
        if (count > 0 && (head & 0xF) != STRUCT) {
            throw in.damaged("a list of another type");
        }
        for (int i = 0; i < count; i++) {
            element.run();
        }
        depth--;
        type = 0;
    }

    private int count(int head) {
        int count = head >>> 4;
        if (count > SHORT_LIST_MAX) {
            return in.readCount(1);
        }
        if (count > in.remaining()) {
            throw in.damaged("a list that ends early");
        }
        return count;
    }

    private int take(int either, int or) {
        int read = type;
        if (read != either && read != or) {
            throw in.damaged("the field " + id + " of another type");
        }
        type = 0;
        return read;
    }

    private void skip(int what) {
        switch (what) {
            case TRUE, FALSE -> {}
            case BYTE -> in.readByte();
            case I16, I32, I64 -> in.readVarint();
            case DOUBLE -> in.skip(Double.BYTES);
            case BINARY -> in.skip(in.readCount(1));
            case LIST, SET -> skipList();
            case MAP -> skipMap();
            case STRUCT -> struct(_ -> {});
            default -> throw in.damaged("a field of no type");
        }
    }

    private void skipList() {
        deeper();
        int head = in.readByte();
        int count = count(head);
        for (int i = 0; i < count; i++) {
            skipElement(head & 0xF);
        }
        depth--;
    }

    private void skipMap() {
        deeper();
        int count = in.readCount(1);
        int types = count == 0 ? 0 : in.readByte();
        for (int i = 0; i < count; i++) {
            skipElement(types >>> 4);
            skipElement(types & 0xF);
        }
        depth--;
    }

    /// In a list a boolean takes a byte.
    private void skipElement(int what) {
        if (what == TRUE || what == FALSE) {
            in.readByte();
        } else {
            skip(what);
        }
    }

    private void deeper() {
        depth++;
        if (depth > DEPTH_MAX) {
            throw in.damaged("deeper than " + DEPTH_MAX);
        }
    }
}
