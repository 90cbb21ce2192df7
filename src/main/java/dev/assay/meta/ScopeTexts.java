package dev.assay.meta;

import dev.assay.domain.Scope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// Scopes in a column: their texts, with a blank between.
final class ScopeTexts {

    private ScopeTexts() {}

    static String write(Set<Scope> scopes) {
        return scopes.stream().map(Scope::text).sorted().collect(Collectors.joining(" "));
    }

    static Set<Scope> read(String text) {
        return Arrays.stream(text.split(" "))
                .filter(scope -> !scope.isEmpty())
                .map(scope -> Scope.find(scope)
                        .orElseThrow(() -> new IllegalStateException("BUG: an unknown scope is stored: " + scope)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }
}
