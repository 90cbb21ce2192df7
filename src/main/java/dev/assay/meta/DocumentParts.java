package dev.assay.meta;

import dev.assay.bytes.ByteReader;
import dev.assay.bytes.ByteWriter;
import dev.assay.domain.Tag;
import java.util.List;

/// What both kinds of document have.
final class DocumentParts {

    private DocumentParts() {}

    static ByteReader open(String what, byte[] bytes, int format) {
        ByteReader in = new ByteReader(what, bytes);
        int found = in.readByte();
        if (found != format) {
            throw in.damaged("format " + found + " is not " + format);
        }
        return in;
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
