package dev.assay.meta;

import dev.assay.bytes.ByteReader;
import dev.assay.bytes.ByteWriter;
import dev.assay.domain.Model;
import dev.assay.domain.Tag;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a model's row holds beside its columns.
record ModelDocument(List<Tag> tags, Optional<String> artifactLocation, OptionalInt retentionDays) {

    private static final int FORMAT = 1;

    static ModelDocument of(Model model) {
        return new ModelDocument(model.tags(), model.artifactLocation(), model.retentionDays());
    }

    byte[] bytes() {
        ByteWriter out = new ByteWriter();
        out.writeByte(FORMAT);
        DocumentParts.writeTags(out, tags);
        out.writeOptional(artifactLocation, out::writeText);
        out.writeVarint(retentionDays.orElse(-1) + 1L);
        out.writeChecksum();
        return out.toBytes();
    }

    static ModelDocument read(byte[] bytes) {
        ByteReader in = DocumentParts.open("model document", bytes, FORMAT);
        List<Tag> tags = DocumentParts.readTags(in);
        Optional<String> artifactLocation = in.readOptional(in::readText);
        int retentionDays = Math.toIntExact(in.readVarint() - 1);
        in.requireEnd();
        return new ModelDocument(
                tags, artifactLocation, retentionDays < 0 ? OptionalInt.empty() : OptionalInt.of(retentionDays));
    }
}
