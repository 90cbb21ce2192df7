package dev.assay.http;

import dev.assay.domain.Fault;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import tools.jackson.core.JsonGenerator;

/// How one wire API words a failure, for every path that begins with one of its prefixes. Of all dialects the longest
/// prefix wins; the one that has `/` words what is nobody's.
///
/// A dialect never sees the request: it also words what fails before there is one.
public record Dialect(List<String> pathPrefixes, ToIntFunction<Fault> status, Body body) {

    /// Writes the whole JSON body. `instance` names this one failure; the log has it too.
    @FunctionalInterface
    public interface Body {
        void write(Fault fault, UUID instance, JsonGenerator json);
    }

    public Dialect {
        pathPrefixes = List.copyOf(pathPrefixes);
    }
}
