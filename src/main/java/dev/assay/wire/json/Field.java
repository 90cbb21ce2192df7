package dev.assay.wire.json;

import dev.assay.json.JsonReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A field of an object that is being read, until its value has come. Used by the thread that reads.
public final class Field<T> {

    private final String name;
    private @Nullable T value;

    public Field(String name) {
        this.name = name;
    }

    public void set(T read) {
        value = read;
    }

    public Optional<T> find() {
        return Optional.ofNullable(value);
    }

    /// Throws `MalformedBody` where the object that was just read lacks the field.
    public T get(JsonReader reader) {
        return find().orElseThrow(() -> reader.missing(name));
    }
}
