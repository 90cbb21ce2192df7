package dev.assay.wire.assay;

import dev.assay.app.Changes;
import dev.assay.app.Changes.Attributes;
import dev.assay.app.NewExperiment;
import dev.assay.domain.Experiment;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Parameter;
import dev.assay.domain.Rid;
import dev.assay.domain.Source;
import dev.assay.domain.Status;
import dev.assay.domain.Tag;
import dev.assay.json.JsonReader;
import dev.assay.wire.json.Field;
import dev.assay.wire.json.ParameterJson;
import dev.assay.wire.json.RidJson;
import dev.assay.wire.json.SourceJson;
import dev.assay.wire.json.TimeJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/// The bodies that make an experiment, end it and link it.
final class ExperimentBodies {

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private ExperimentBodies() {}

    record Finish(Status.Word word, Optional<String> message) {}

    static NewExperiment readNew(JsonReader reader) {
        Field<String> name = new Field<>("name");
        Field<String> branch = new Field<>("branch");
        Field<Source> source = new Field<>("source");
        Field<Rid> jobRid = new Field<>("jobRid");
        Field<List<Tag>> tags = new Field<>("tags");
        Field<List<Parameter>> parameters = new Field<>("parameters");
        Field<ExperimentId> id = new Field<>("rid");
        Field<Instant> createdTime = new Field<>("createdTime");
        Field<UUID> createdBy = new Field<>("createdBy");
        reader.object(field -> {
            switch (field) {
                case "name" -> name.set(reader.text());
                case "branch" -> branch.set(reader.text());
                case "source" -> source.set(SourceJson.read(reader));
                case "jobRid" -> jobRid.set(RidJson.read(reader));
                case "tags" -> tags.set(TagJson.readAll(reader));
                case "parameters" -> parameters.set(readParameters(reader));
                case "rid" -> id.set(ExperimentId.parse(reader.text()));
                case "createdTime" -> createdTime.set(TimeJson.read(reader));
                case "createdBy" -> createdBy.set(readUuid(reader));
                default -> throw Requests.unknownField(reader);
            }
        });
        return new NewExperiment(
                name.get(reader),
                Status.Word.RUNNING,
                OptionalLong.empty(),
                branch.find().orElse(Experiment.DEFAULT_BRANCH),
                source.find().orElseGet(Source.Sdk::new),
                jobRid.find(),
                Optional.empty(),
                tags.find().orElse(List.of()),
                parameters.find().orElse(List.of()),
                id.find(),
                createdTime.find(),
                createdBy.find());
    }

    static Finish readFinish(JsonReader reader) {
        Field<Status.Word> word = new Field<>("status");
        Field<String> message = new Field<>("statusMessage");
        reader.object(field -> {
            switch (field) {
                case "status" -> word.set(readEnd(reader));
                case "statusMessage" -> message.set(reader.text());
                default -> throw Requests.unknownField(reader);
            }
        });
        return new Finish(word.get(reader), message.find());
    }

    static Changes readLink(JsonReader reader) {
        Field<Rid> version = new Field<>("modelVersionRid");
        reader.object(field -> {
            if (!field.equals("modelVersionRid")) {
                throw Requests.unknownField(reader);
            }
            version.set(RidJson.read(reader));
        });
        return Changes.NONE.withAttributes(new Attributes(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(version.get(reader))));
    }

    static List<Parameter> readParameters(JsonReader reader) {
        List<Parameter> parameters = new ArrayList<>();
        reader.array(() -> parameters.add(ParameterJson.read(reader)));
        return parameters;
    }

    private static Status.Word readEnd(JsonReader reader) {
        return switch (reader.text()) {
            case "SUCCEEDED" -> Status.Word.FINISHED;
            case "FAILED" -> Status.Word.FAILED;
            default -> throw reader.malformed("neither SUCCEEDED nor FAILED");
        };
    }

    /// The JDK's own parser takes shorter forms too.
    private static UUID readUuid(JsonReader reader) {
        String text = reader.text();
        if (!UUID_TEXT.matcher(text).matches()) {
            throw reader.malformed("not a UUID");
        }
        return UUID.fromString(text);
    }
}
