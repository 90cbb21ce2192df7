package dev.assay.app;

import dev.assay.domain.Aggregation;
import dev.assay.domain.Model;
import dev.assay.domain.ParameterValue;
import dev.assay.domain.Tag;
import dev.assay.query.NumberField;
import dev.assay.query.Subject;
import dev.assay.query.TextField;
import dev.assay.query.TextTest;
import dev.assay.query.TimeField;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// A model as a filter sees it.
record ModelSubject(Model model) implements Subject {

    @Override
    public Optional<String> text(TextField field) {
        return switch (field) {
            case NAME -> Optional.of(model.pathName());
            case RID -> Optional.of(model.id().rid().text());
            case CREATOR -> Optional.of(model.createdBy().toString());
            case MODEL_NUMBER -> Optional.of(Long.toString(model.number()));
            case STATUS, BRANCH, RUN_ID, JOB_RID, LINKED_VERSION -> Optional.empty();
        };
    }

    @Override
    public OptionalLong time(TimeField field) {
        return switch (field) {
            case CREATED -> OptionalLong.of(model.createdTime().toEpochMilli());
            case UPDATED -> OptionalLong.of(model.updatedTime().toEpochMilli());
            case STARTED, ENDED, LAST_LOGGED -> OptionalLong.empty();
        };
    }

    @Override
    public OptionalLong number(NumberField field) {
        return OptionalLong.empty();
    }

    @Override
    public Optional<String> tag(String key) {
        return model.tags().stream()
                .filter(tag -> tag.key().equals(key))
                .map(Tag::value)
                .findFirst();
    }

    @Override
    public Optional<ParameterValue> parameter(String name) {
        return Optional.empty();
    }

    @Override
    public boolean hasParameter(TextTest name) {
        return false;
    }

    @Override
    public boolean hasSeries(TextTest name) {
        return false;
    }

    @Override
    public OptionalLong length(String series) {
        return OptionalLong.empty();
    }

    @Override
    public OptionalDouble value(String series, Aggregation aggregation) {
        return OptionalDouble.empty();
    }

    @Override
    public boolean isSummedUpBy(String series, Aggregation aggregation) {
        return false;
    }
}
