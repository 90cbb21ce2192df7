package dev.assay.domain;

/// A named setting of a training run.
public record Parameter(String name, ParameterValue value) {

    public Parameter {
        Texts.requireKey("parameter name", name);
        Texts.requireValue("parameter value", value.text());
    }
}
