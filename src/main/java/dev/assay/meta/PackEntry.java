package dev.assay.meta;

import dev.assay.bytes.ByteReader;
import dev.assay.bytes.ByteWriter;
import java.util.List;

/// What `rollup` says of a pack. The packs of a run hold different series, in ascending order; a series may go on in
/// the next pack of its run, with points after those before.
///
/// @param number names the pack in the pack store
/// @param run the number of the first pack of its run
public record PackEntry(long number, long run, long bytes, long points) {

    private static final int FORMAT = 1;

    static byte[] write(List<PackEntry> packs) {
        ByteWriter out = new ByteWriter();
        out.writeByte(FORMAT);
        out.writeList(packs, pack -> {
            out.writeVarint(pack.run);
            out.writeVarint(pack.number - pack.run);
            out.writeVarint(pack.bytes);
            out.writeVarint(pack.points);
        });
        out.writeChecksum();
        return out.toBytes();
    }

    static List<PackEntry> read(byte[] bytes) {
        ByteReader in = DocumentParts.open("list of packs", bytes, FORMAT);
        List<PackEntry> packs = in.readList(() -> read(in));
        in.requireEnd();
        return List.copyOf(packs);
    }

    private static PackEntry read(ByteReader in) {
        long run = in.readVarint();
        return new PackEntry(run + in.readVarint(), run, in.readVarint(), in.readVarint());
    }
}
