package dev.assay.domain;

/// A key and a value. Where the value is empty, the key is a tag text: that is all Foundry knows of tags.
public record Tag(String key, String value) {

    /// The key of MLflow's for a note of people, in Markdown.
    public static final String NOTE = "mlflow.note.content";

    public Tag {
        Texts.requireKey("tag key", key);
        Texts.requireValue("tag value", value);
    }

    public static Tag text(String text) {
        return new Tag(text, "");
    }

    public boolean isText() {
        return value.isEmpty();
    }
}
