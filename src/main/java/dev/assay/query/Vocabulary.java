package dev.assay.query;

import dev.assay.domain.Aggregation;
import java.util.List;
import java.util.Optional;

/// The names of the language.
public enum Vocabulary {
    /// What can be asked of experiments, MLflow's runs.
    EXPERIMENTS {
        @Override
        Optional<Target> find(List<String> path) {
            String first = path.getFirst();
            if (path.size() == 1) {
                return attribute(first);
            }
            List<String> rest = path.subList(1, path.size());
            String key = String.join(".", rest);
            return switch (first) {
                case "metrics", "metric" -> Optional.of(new Target.OfAggregate(key, Aggregation.LAST));
                case "params", "param", "parameters", "parameter" -> Optional.of(new Target.OfParameter(key));
                case "tags", "tag" -> Optional.of(new Target.OfTag(key));
                case "attributes", "attribute", "attr", "run" -> attribute(key);
                case "datasets", "dataset" -> Optional.of(new Target.OfNothing());
                case "series" -> series(rest);
                case "summary" -> summary(rest);
                default -> Optional.empty();
            };
        }

        @Override
        String names() {
            return "metrics.NAME, params.NAME, tags.NAME, series.NAME.min, .max, .last, .length, summary.NAME.min,"
                    + " .max, .last, tag, param, series, name, status, branch, creator, created_time, start_time,"
                    + " end_time, last_logged, duration, bytes, run_id, rid, job_rid, linked_version, parent";
        }
    },
    /// What can be asked of models, MLflow's experiments.
    MODELS {
        @Override
        Optional<Target> find(List<String> path) {
            String first = path.getFirst();
            if (path.size() == 1) {
                return modelAttribute(first);
            }
            String key = String.join(".", path.subList(1, path.size()));
            return switch (first) {
                case "tags", "tag" -> Optional.of(new Target.OfTag(key));
                case "attributes", "attribute", "attr" -> modelAttribute(key);
                default -> Optional.empty();
            };
        }

        @Override
        String names() {
            return "name, experiment_id, creation_time, last_update_time, tags.NAME";
        }
    };

    private static final String USER_TAG = "mlflow.user";

    /// The run id of the run that a run is nested in.
    private static final String PARENT_TAG = "mlflow.parentRunId";

    abstract Optional<Target> find(List<String> path);

    /// For whoever wrote another.
    abstract String names();

    private static Optional<Target> attribute(String name) {
        return switch (name) {
            case "name", "run_name", "run name", "Run name", "Run Name" -> text(TextField.NAME);
            case "status" -> text(TextField.STATUS);
            case "branch" -> text(TextField.BRANCH);
            case "rid" -> text(TextField.RID);
            case "run_id" -> text(TextField.RUN_ID);
            case "job_rid" -> text(TextField.JOB_RID);
            case "linked_version" -> text(TextField.LINKED_VERSION);
            case "parent" -> Optional.of(new Target.OfTag(PARENT_TAG));
            case "tags" -> Optional.of(new Target.OfTags());
            case "creator" -> text(TextField.CREATOR);
            case "user_id" -> Optional.of(new Target.OfTag(USER_TAG));
            case "start_time", "created", "Created" -> time(TimeField.STARTED);
            case "end_time" -> time(TimeField.ENDED);
            case "last_logged" -> time(TimeField.LAST_LOGGED);
            case "duration" -> number(NumberField.DURATION);
            case "bytes" -> number(NumberField.BYTES);
            case "created_time" -> time(TimeField.CREATED);
            case "tag" -> Optional.of(new Target.OfTagTexts());
            case "param", "parameter" -> Optional.of(new Target.OfParameterNames());
            case "series", "metric" -> Optional.of(new Target.OfSeriesNames());
            default -> Optional.empty();
        };
    }

    private static Optional<Target> modelAttribute(String name) {
        return switch (name) {
            case "name" -> text(TextField.NAME);
            case "experiment_id" -> text(TextField.MODEL_NUMBER);
            case "rid" -> text(TextField.RID);
            case "creator" -> text(TextField.CREATOR);
            case "creation_time" -> time(TimeField.CREATED);
            case "last_update_time" -> time(TimeField.UPDATED);
            default -> Optional.empty();
        };
    }

    private static Optional<Target> series(List<String> rest) {
        if (rest.size() < 2) {
            return Optional.empty();
        }
        String series = String.join(".", rest.subList(0, rest.size() - 1));
        return rest.getLast().equals("length")
                ? Optional.of(new Target.OfLength(series))
                : aggregation(rest.getLast()).map(which -> new Target.OfAggregate(series, which));
    }

    private static Optional<Target> summary(List<String> rest) {
        if (rest.size() < 2) {
            return Optional.empty();
        }
        String series = String.join(".", rest.subList(0, rest.size() - 1));
        return aggregation(rest.getLast()).map(which -> new Target.OfSummary(series, which));
    }

    private static Optional<Aggregation> aggregation(String name) {
        return switch (name) {
            case "min" -> Optional.of(Aggregation.MIN);
            case "max" -> Optional.of(Aggregation.MAX);
            case "last" -> Optional.of(Aggregation.LAST);
            default -> Optional.empty();
        };
    }

    private static Optional<Target> text(TextField field) {
        return Optional.of(new Target.OfText(field));
    }

    private static Optional<Target> number(NumberField field) {
        return Optional.of(new Target.OfNumber(field));
    }

    private static Optional<Target> time(TimeField field) {
        return Optional.of(new Target.OfTime(field));
    }
}
