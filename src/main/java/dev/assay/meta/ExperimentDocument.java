package dev.assay.meta;

import dev.assay.bytes.ByteReader;
import dev.assay.bytes.ByteWriter;
import dev.assay.domain.Aggregation;
import dev.assay.domain.Artifact;
import dev.assay.domain.Digest;
import dev.assay.domain.Experiment;
import dev.assay.domain.Parameter;
import dev.assay.domain.ParameterValue;
import dev.assay.domain.ParameterValue.Bool;
import dev.assay.domain.ParameterValue.Datetime;
import dev.assay.domain.ParameterValue.Dbl;
import dev.assay.domain.ParameterValue.Int;
import dev.assay.domain.ParameterValue.Str;
import dev.assay.domain.Rid;
import dev.assay.domain.Source;
import dev.assay.domain.SummaryMetric;
import dev.assay.domain.Tag;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What an experiment's row holds beside its columns. The bytes begin with their format; every number in them
/// that stands for a case is written in one place and read in one place, below each other.
record ExperimentDocument(
        Source source,
        String branch,
        Optional<Rid> jobRid,
        Optional<Rid> linkedModelVersion,
        Optional<String> statusMessage,
        List<Parameter> parameters,
        List<Tag> tags,
        List<SummaryMetric> summaryMetrics,
        List<Artifact> artifacts) {

    private static final int FORMAT = 1;
    private static final int DIGEST_BYTES = 32;

    static ExperimentDocument of(Experiment experiment) {
        return new ExperimentDocument(
                experiment.source(),
                experiment.branch(),
                experiment.jobRid(),
                experiment.linkedModelVersion(),
                experiment.status().message(),
                experiment.parameters(),
                experiment.tags(),
                experiment.summaryMetrics(),
                experiment.artifacts());
    }

    byte[] bytes() {
        ByteWriter out = new ByteWriter();
        out.writeByte(FORMAT);
        writeSource(out, source);
        out.writeText(branch);
        out.writeOptional(jobRid, rid -> out.writeText(rid.text()));
        out.writeOptional(linkedModelVersion, rid -> out.writeText(rid.text()));
        out.writeOptional(statusMessage, out::writeText);
        out.writeList(parameters, parameter -> {
            out.writeText(parameter.name());
            writeValue(out, parameter.value());
        });
        DocumentParts.writeTags(out, tags);
        out.writeList(summaryMetrics, metric -> {
            out.writeText(metric.seriesName());
            writeAggregation(out, metric.aggregation());
        });
        out.writeList(artifacts, artifact -> writeArtifact(out, artifact));
        out.writeChecksum();
        return out.toBytes();
    }

    static ExperimentDocument read(byte[] bytes) {
        ByteReader in = DocumentParts.open("experiment document", bytes, FORMAT);
        ExperimentDocument document = new ExperimentDocument(
                readSource(in),
                in.readText(),
                in.readOptional(() -> new Rid(in.readText())),
                in.readOptional(() -> new Rid(in.readText())),
                in.readOptional(in::readText),
                in.readList(() -> new Parameter(in.readText(), readValue(in))),
                DocumentParts.readTags(in),
                readSummaryMetrics(in),
                in.readList(() -> readArtifact(in)));
        in.requireEnd();
        return document;
    }

    /// What experiments are searched by, without the rest.
    static Facts readFacts(byte[] bytes, FactsReader reader) {
        ByteReader in = DocumentParts.open("experiment document", bytes, FORMAT);
        readSource(in);
        String branch = in.readText();
        Optional<String> jobRid = in.readOptional(in::readText);
        Optional<String> linkedModelVersion = in.readOptional(in::readText);
        in.readOptional(in::readText);
        return reader.read(in, branch, jobRid, linkedModelVersion);
    }

    static List<SummaryMetric> readSummaryMetrics(ByteReader in) {
        return in.readList(() -> new SummaryMetric(in.readText(), readAggregation(in)));
    }

    private static void writeSource(ByteWriter out, Source source) {
        switch (source) {
            case Source.Sdk _ -> out.writeByte(0);
            case Source.CodeWorkspace workspace -> {
                out.writeByte(1);
                out.writeText(workspace.containerRid().text());
                out.writeOptional(workspace.deploymentRid(), rid -> out.writeText(rid.text()));
            }
            case Source.Authoring authoring -> {
                out.writeByte(2);
                out.writeText(authoring.stemmaRid().text());
            }
        }
    }

    private static Source readSource(ByteReader in) {
        int kind = in.readByte();
        return switch (kind) {
            case 0 -> new Source.Sdk();
            case 1 -> new Source.CodeWorkspace(new Rid(in.readText()), in.readOptional(() -> new Rid(in.readText())));
            case 2 -> new Source.Authoring(new Rid(in.readText()));
            default -> throw in.damaged("source " + kind);
        };
    }

    /// The text says the value, once the kind is known: `5` is a double where it was given as one.
    private static void writeValue(ByteWriter out, ParameterValue value) {
        out.writeByte(
                switch (value) {
                    case Bool _ -> 0;
                    case Int _ -> 1;
                    case Dbl _ -> 2;
                    case Datetime _ -> 3;
                    case Str _ -> 4;
                });
        out.writeText(value.text());
    }

    static ParameterValue readValue(ByteReader in) {
        int kind = in.readByte();
        String text = in.readText();
        return switch (kind) {
            case 0 -> new Bool(Boolean.parseBoolean(text), text);
            case 1 -> new Int(Long.parseLong(text), text);
            case 2 -> new Dbl(readDouble(text), text);
            case 3 -> Datetime.parse(text);
            case 4 -> new Str(text);
            default -> throw in.damaged("parameter kind " + kind);
        };
    }

    /// The texts that are no numbers to Java are Python's.
    private static double readDouble(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static void writeAggregation(ByteWriter out, Aggregation aggregation) {
        out.writeByte(
                switch (aggregation) {
                    case MIN -> 0;
                    case MAX -> 1;
                    case LAST -> 2;
                });
    }

    private static Aggregation readAggregation(ByteReader in) {
        int aggregation = in.readByte();
        return switch (aggregation) {
            case 0 -> Aggregation.MIN;
            case 1 -> Aggregation.MAX;
            case 2 -> Aggregation.LAST;
            default -> throw in.damaged("aggregation " + aggregation);
        };
    }

    private static void writeArtifact(ByteWriter out, Artifact artifact) {
        out.writeText(artifact.name());
        out.writeOptional(artifact.description(), out::writeText);
        out.writeVarint(artifact.sizeBytes());
        out.writeBytes(HexFormat.of().parseHex(artifact.digest().hex()));
        switch (artifact.details()) {
            case Artifact.Table table -> {
                out.writeByte(0);
                writeTable(out, table);
            }
            case Artifact.File file -> {
                out.writeByte(1);
                out.writeText(file.contentType());
            }
        }
    }

    private static Artifact readArtifact(ByteReader in) {
        return new Artifact(
                in.readText(),
                in.readOptional(in::readText),
                in.readVarint(),
                new Digest(HexFormat.of().formatHex(in.readBytes(DIGEST_BYTES))),
                readDetails(in));
    }

    private static Artifact.Details readDetails(ByteReader in) {
        int kind = in.readByte();
        return switch (kind) {
            case 0 -> readTable(in);
            case 1 -> new Artifact.File(in.readText());
            default -> throw in.damaged("artifact kind " + kind);
        };
    }

    private static void writeTable(ByteWriter out, Artifact.Table table) {
        out.writeByte(
                switch (table.format()) {
                    case CSV -> 0;
                    case JSON_LINES -> 1;
                    case PARQUET -> 2;
                });
        out.writeVarint(table.rowCount());
        out.writeList(table.columns(), column -> {
            out.writeText(column.name());
            out.writeByte(
                    switch (column.type()) {
                        case BOOLEAN -> 0;
                        case INTEGER -> 1;
                        case DOUBLE -> 2;
                        case STRING -> 3;
                        case ANY -> 4;
                    });
        });
        out.writeList(table.marks(), mark -> {
            out.writeVarint(mark.row());
            out.writeVarint(mark.offset());
        });
    }

    private static Artifact.Table readTable(ByteReader in) {
        return new Artifact.Table(
                readFormat(in),
                in.readVarint(),
                in.readList(() -> new Artifact.Column(in.readText(), readColumnType(in))),
                in.readList(() -> new Artifact.RowMark(in.readVarint(), in.readVarint())));
    }

    private static Artifact.TableFormat readFormat(ByteReader in) {
        int format = in.readByte();
        return switch (format) {
            case 0 -> Artifact.TableFormat.CSV;
            case 1 -> Artifact.TableFormat.JSON_LINES;
            case 2 -> Artifact.TableFormat.PARQUET;
            default -> throw in.damaged("table format " + format);
        };
    }

    private static Artifact.ColumnType readColumnType(ByteReader in) {
        int type = in.readByte();
        return switch (type) {
            case 0 -> Artifact.ColumnType.BOOLEAN;
            case 1 -> Artifact.ColumnType.INTEGER;
            case 2 -> Artifact.ColumnType.DOUBLE;
            case 3 -> Artifact.ColumnType.STRING;
            case 4 -> Artifact.ColumnType.ANY;
            default -> throw in.damaged("column type " + type);
        };
    }
}
