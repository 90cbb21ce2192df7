package dev.assay.wire.foundry;

import dev.assay.app.NewVersion;
import dev.assay.domain.Experiment;
import dev.assay.domain.ModelId;
import dev.assay.domain.ModelVersion;
import dev.assay.domain.ModelVersionId;
import dev.assay.domain.Rid;
import dev.assay.json.JsonReader;
import dev.assay.wire.json.Field;
import dev.assay.wire.json.RidJson;
import dev.assay.wire.json.TimeJson;
import dev.assay.wire.json.Unions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/// A version of a model, and the bodies that make one.
final class VersionJson {

    /// What a version's one file is called: the field that it came in.
    private static final String FILE = "serializedModelFunction";

    private VersionJson() {}

    static void write(JsonGenerator json, ModelVersion version) {
        json.writeStartObject();
        json.writeStringProperty("rid", version.id().rid().text());
        json.writeName("modelApi");
        json.writeRawValue(version.api());
        json.writeArrayPropertyStart("condaRequirements");
        version.condaRequirements().forEach(json::writeString);
        json.writeEndArray();
        json.writeArrayPropertyStart("backingRepositories");
        version.backingRepositories().forEach(rid -> json.writeString(rid.text()));
        json.writeEndArray();
        TimeJson.write(json, "createdTime", version.createdTime());
        json.writeName("source");
        write(json, version.source());
        version.linkedExperiment()
                .ifPresent(id ->
                        json.writeStringProperty("linkedExperiment", id.rid().text()));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ModelVersion.Source source) {
        json.writeStartObject();
        switch (source) {
            case ModelVersion.Source.Sdk _ -> json.writeStringProperty("type", "sdk");
            case ModelVersion.Source.Promoted(ModelId model, ModelVersionId version) -> {
                json.writeStringProperty("type", "promoted");
                json.writeStringProperty("previousModelRid", model.rid().text());
                json.writeStringProperty(
                        "previousModelVersionRid", version.rid().text());
            }
        }
        json.writeEndObject();
    }

    /// `{modelFiles, backingRepositories, condaRequirements, modelApi}`.
    static NewVersion readNew(JsonReader reader) {
        Field<byte[]> file = new Field<>("modelFiles");
        Field<List<Rid>> repositories = new Field<>("backingRepositories");
        Field<List<String>> requirements = new Field<>("condaRequirements");
        Field<String> api = new Field<>("modelApi");
        reader.object(field -> {
            switch (field) {
                case "modelFiles" -> file.set(readFile(reader));
                case "backingRepositories" -> repositories.set(readList(reader, () -> RidJson.read(reader)));
                case "condaRequirements" -> requirements.set(readList(reader, reader::text));
                case "modelApi" -> api.set(ModelApiJson.read(reader));
                default -> throw reader.malformed("unknown field");
            }
        });
        return new NewVersion(
                FILE, file.get(reader), requirements.get(reader), repositories.get(reader), api.get(reader));
    }

    /// The text as it came, whatever it encodes: nobody here reads it, let alone runs it.
    private static byte[] readFile(JsonReader reader) {
        if (!Unions.type(reader).equals("dill")) {
            throw reader.malformed("its type is not dill");
        }
        Field<byte[]> file = new Field<>(FILE);
        reader.object(field -> {
            if (field.equals(FILE)) {
                file.set(reader.text().getBytes(StandardCharsets.UTF_8));
            } else {
                Unions.skipType(reader, field);
            }
        });
        return file.get(reader);
    }

    private static <T> List<T> readList(JsonReader reader, Supplier<T> element) {
        List<T> list = new ArrayList<>();
        reader.array(() -> list.add(element.get()));
        return list;
    }

    record Promotion(Rid source, String branch) {}

    /// `{sourceModelVersionRid, branch?}`.
    static Promotion readPromotion(JsonReader reader) {
        Field<Rid> source = new Field<>("sourceModelVersionRid");
        Field<String> branch = new Field<>("branch");
        reader.object(field -> {
            switch (field) {
                case "sourceModelVersionRid" -> source.set(RidJson.read(reader));
                case "branch" -> branch.set(reader.text());
                default -> throw reader.malformed("unknown field");
            }
        });
        return new Promotion(source.get(reader), branch.find().orElse(Experiment.DEFAULT_BRANCH));
    }
}
