package dev.assay.query;

import java.util.List;

/// Foundry's word for what MLflow calls FINISHED is taken too.
final class Statuses {

    private Statuses() {}

    static TextTest inMlflowsWords(TextTest test) {
        return switch (test) {
            case TextTest.Equal(String word) -> new TextTest.Equal(mlflow(word));
            case TextTest.NotEqual(String word) -> new TextTest.NotEqual(mlflow(word));
            case TextTest.OneOf(List<String> words) ->
                new TextTest.OneOf(words.stream().map(Statuses::mlflow).toList());
            case TextTest.NotOneOf(List<String> words) ->
                new TextTest.NotOneOf(words.stream().map(Statuses::mlflow).toList());
            case TextTest.Present _, TextTest.Contains _, TextTest.StartsWith _, TextTest.Like _ -> test;
        };
    }

    private static String mlflow(String word) {
        return word.equals("SUCCEEDED") ? "FINISHED" : word;
    }
}
