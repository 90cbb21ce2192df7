package dev.assay.wire.json;

import dev.assay.domain.Rid;
import dev.assay.domain.Source;
import dev.assay.json.JsonReader;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Where an experiment was created from: a union, told apart by `type`.
public final class SourceJson {

    private SourceJson() {}

    public static void write(JsonGenerator json, Source source) {
        json.writeStartObject();
        switch (source) {
            case Source.Sdk _ -> json.writeStringProperty("type", "sdk");
            case Source.CodeWorkspace(Rid container, Optional<Rid> deployment) -> {
                json.writeStringProperty("type", "codeWorkspace");
                json.writeStringProperty("containerRid", container.text());
                deployment.ifPresent(rid -> json.writeStringProperty("deploymentRid", rid.text()));
            }
            case Source.Authoring(Rid stemma) -> {
                json.writeStringProperty("type", "authoring");
                json.writeStringProperty("stemmaRid", stemma.text());
            }
        }
        json.writeEndObject();
    }

    public static Source read(JsonReader reader) {
        return switch (Unions.type(reader)) {
            case "sdk" -> readSdk(reader);
            case "codeWorkspace" -> readCodeWorkspace(reader);
            case "authoring" -> readAuthoring(reader);
            default -> throw reader.malformed("its type is none of sdk, codeWorkspace, authoring");
        };
    }

    private static Source readSdk(JsonReader reader) {
        reader.object(field -> Unions.skipType(reader, field));
        return new Source.Sdk();
    }

    private static Source readCodeWorkspace(JsonReader reader) {
        Field<Rid> container = new Field<>("containerRid");
        Field<Rid> deployment = new Field<>("deploymentRid");
        reader.object(field -> {
            switch (field) {
                case "containerRid" -> container.set(RidJson.read(reader));
                case "deploymentRid" -> deployment.set(RidJson.read(reader));
                default -> Unions.skipType(reader, field);
            }
        });
        return new Source.CodeWorkspace(container.get(reader), deployment.find());
    }

    private static Source readAuthoring(JsonReader reader) {
        Field<Rid> stemma = new Field<>("stemmaRid");
        reader.object(field -> {
            if (field.equals("stemmaRid")) {
                stemma.set(RidJson.read(reader));
            } else {
                Unions.skipType(reader, field);
            }
        });
        return new Source.Authoring(stemma.get(reader));
    }
}
