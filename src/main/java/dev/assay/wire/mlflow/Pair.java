package dev.assay.wire.mlflow;

import dev.assay.json.JsonReader;

/// A key and a value, as MLflow's messages have tags and params. A value that does not come is the empty text.
record Pair(String key, String value) {

    static Pair read(JsonReader json) {
        String[] pair = {"", ""};
        json.object(name -> {
            boolean known = name.equals("key") || name.equals("value");
            if (!known || json.isNull()) {
                json.skip();
            } else {
                pair[name.equals("key") ? 0 : 1] = json.text();
            }
        });
        if (pair[0].isEmpty()) {
            throw json.missing("key");
        }
        return new Pair(pair[0], pair[1]);
    }
}
