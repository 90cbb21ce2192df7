package dev.assay.meta;

import dev.assay.bytes.ByteReader;
import dev.assay.bytes.ByteWriter;
import dev.assay.domain.Digest;
import dev.assay.domain.ModelId;
import dev.assay.domain.ModelVersion;
import dev.assay.domain.ModelVersion.Source;
import dev.assay.domain.ModelVersionId;
import dev.assay.domain.Rid;
import java.util.HexFormat;
import java.util.List;

/// What the row of a model's version holds beside its columns.
record VersionDocument(
        String branch,
        String api,
        List<String> condaRequirements,
        List<Rid> backingRepositories,
        Source source,
        List<ModelVersion.File> files) {

    private static final int FORMAT = 1;
    private static final int DIGEST_BYTES = 32;

    static VersionDocument of(ModelVersion version) {
        return new VersionDocument(
                version.branch(),
                version.api(),
                version.condaRequirements(),
                version.backingRepositories(),
                version.source(),
                version.files());
    }

    byte[] bytes() {
        ByteWriter out = new ByteWriter();
        out.writeByte(FORMAT);
        out.writeText(branch);
        out.writeText(api);
        out.writeList(condaRequirements, out::writeText);
        out.writeList(backingRepositories, rid -> out.writeText(rid.text()));
        writeSource(out, source);
        out.writeList(files, file -> {
            out.writeText(file.name());
            out.writeVarint(file.sizeBytes());
            out.writeBytes(HexFormat.of().parseHex(file.digest().hex()));
        });
        out.writeChecksum();
        return out.toBytes();
    }

    static VersionDocument read(byte[] bytes) {
        ByteReader in = DocumentParts.open("model version document", bytes, FORMAT);
        VersionDocument document = new VersionDocument(
                in.readText(),
                in.readText(),
                in.readList(in::readText),
                in.readList(() -> new Rid(in.readText())),
                readSource(in),
                in.readList(() -> new ModelVersion.File(
                        in.readText(),
                        in.readVarint(),
                        new Digest(HexFormat.of().formatHex(in.readBytes(DIGEST_BYTES))))));
        in.requireEnd();
        return document;
    }

    private static void writeSource(ByteWriter out, Source source) {
        switch (source) {
            case Source.Sdk _ -> out.writeByte(0);
            case Source.Promoted(ModelId model, ModelVersionId version) -> {
                out.writeByte(1);
                out.writeText(model.locator());
                out.writeText(version.locator());
            }
        }
    }

    private static Source readSource(ByteReader in) {
        int kind = in.readByte();
        return switch (kind) {
            case 0 -> new Source.Sdk();
            case 1 -> new Source.Promoted(new ModelId(in.readText()), new ModelVersionId(in.readText()));
            default -> throw in.damaged("source " + kind);
        };
    }
}
