package dev.assay.meta;

import dev.assay.bytes.ByteReader;
import dev.assay.bytes.ByteWriter;
import dev.assay.domain.Tag;
import java.util.List;

/// What every document has: its format first and a checksum of all before it last.
final class DocumentParts {

    private DocumentParts() {}

    /// Stands after the format and ends before the checksum, which holds.
    static ByteReader open(String what, byte[] bytes, int format) {
        ByteReader whole = new ByteReader(what, bytes);
        int found = whole.readByte();
        if (found != format) {
            throw whole.damaged("format " + found + " is not " + format);
        }
        int from = whole.position();
        whole.skip(Math.max(0, whole.remaining() - Integer.BYTES));
        int to = whole.position();
        whole.requireChecksum(0);
        return new ByteReader(what, bytes, from, to);
    }

    static void writeTags(ByteWriter out, List<Tag> tags) {
        out.writeList(tags, tag -> {
            out.writeText(tag.key());
            out.writeText(tag.value());
        });
    }

    static List<Tag> readTags(ByteReader in) {
        return in.readList(() -> new Tag(in.readText(), in.readText()));
    }
}
