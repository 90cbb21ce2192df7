package dev.assay.app;

import dev.assay.domain.Faults;
import dev.assay.domain.Parameter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Parameters as a map from name to value, kept in the order of the names.
final class ParameterChanges {

    /// Of one experiment.
    static final int PARAMETERS_MAX = 10_000;

    private ParameterChanges() {}

    static List<Parameter> apply(List<Parameter> before, List<Parameter> more, Changes.ParameterRule rule) {
        Map<String, Parameter> byName = new TreeMap<>();
        before.forEach(parameter -> byName.put(parameter.name(), parameter));
        for (Parameter parameter : more) {
            Parameter kept = byName.get(parameter.name());
            switch (rule) {
                case OVERWRITE -> byName.put(parameter.name(), parameter);
                case KEEP -> {
                    if (kept != null
                            && !kept.value().text().equals(parameter.value().text())) {
                        throw Faults.parameterChanged(
                                parameter.name(),
                                kept.value().text(),
                                parameter.value().text());
                    }
                    byName.putIfAbsent(parameter.name(), parameter);
                }
            }
        }
        if (byName.size() > PARAMETERS_MAX) {
            throw Faults.limitReached("parameters", PARAMETERS_MAX);
        }
        return List.copyOf(byName.values());
    }

    /// What they hold in memory.
    static long bytes(List<Parameter> parameters) {
        return parameters.stream()
                .mapToLong(parameter -> 2L
                        * (parameter.name().length() + parameter.value().text().length()))
                .sum();
    }
}
