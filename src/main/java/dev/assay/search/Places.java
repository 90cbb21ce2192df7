package dev.assay.search;

import dev.assay.bytes.ByteReader;
import dev.assay.bytes.ByteWriter;
import dev.assay.query.Num;
import dev.assay.query.SortValue;
import java.util.List;

/// Places in an order as bytes, for page tokens.
public final class Places {

    private Places() {}

    public static byte[] write(List<SortValue> place) {
        ByteWriter out = new ByteWriter();
        out.writeList(place, value -> write(out, value));
        return out.toBytes();
    }

    private static void write(ByteWriter out, SortValue value) {
        switch (value) {
            case SortValue.Missing _ -> out.writeByte(0);
            case SortValue.NotANumber _ -> out.writeByte(1);
            case SortValue.OfText(String text) -> {
                out.writeByte(2);
                out.writeText(text);
            }
            case SortValue.OfNumber(Num.Int(long number)) -> {
                out.writeByte(3);
                out.writeZigzag(number);
            }
            case SortValue.OfNumber(Num.Dbl(double number)) -> {
                out.writeByte(4);
                out.writeDouble(number);
            }
        }
    }

    /// Of bytes that were written here, which a signature has to prove.
    public static List<SortValue> read(byte[] bytes) {
        ByteReader in = new ByteReader("place", bytes);
        List<SortValue> place = in.readList(() -> readValue(in));
        in.requireEnd();
        return List.copyOf(place);
    }

    private static SortValue readValue(ByteReader in) {
        int kind = in.readByte();
        return switch (kind) {
            case 0 -> new SortValue.Missing();
            case 1 -> new SortValue.NotANumber();
            case 2 -> new SortValue.OfText(in.readText());
            case 3 -> new SortValue.OfNumber(new Num.Int(in.readZigzag()));
            case 4 -> new SortValue.OfNumber(new Num.Dbl(in.readDouble()));
            default -> throw in.damaged("value " + kind);
        };
    }
}
