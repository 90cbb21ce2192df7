package dev.assay.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Tables that are none, or hardly.
final class Tables {

    private Tables() {}

    /// Whether they are CSV or JSON lines is the route's content type; most are neither.
    static List<Spoiled> spoiled() {
        List<Spoiled> all = new ArrayList<>();
        Map<String, String> csv = Map.of("Content-Type", "text/csv");
        Map<String, String> lines = Map.of("Content-Type", "application/x-ndjson");
        for (String body : List.of(
                "",
                "\n",
                "a\n",
                "a,b\n1\n",
                "a,b\n1,2,3\n",
                "a,a\n1,2\n",
                ",\n1,2\n",
                "a\n\"1",
                "a\n\"1\"2\n",
                "a\n1\"2\n",
                "a\n\0\n",
                "a\r1\r",
                "\ufeffa\n1\n",
                "a,b",
                "\"a\n",
                "a\n" + "9".repeat(400) + "\n",
                "a\n1e999\n",
                "a\n" + "x".repeat(200_000) + "\n",
                "a" + ",b".repeat(20_000) + "\n",
                "a\n" + "1\n".repeat(600_000),
                "a\n=cmd|' /C calc'!A0\n")) {
            all.add(table("CSV", csv, body));
        }
        for (String body : List.of(
                "",
                "\n",
                "{}",
                "{}\n{}",
                "[]",
                "1",
                "null",
                "{\"a\":1}{\"a\":2}",
                "{\"a\":1}\n{\"b\":2}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{}}",
                "{\"a\":[1]}",
                "{\"a\":1}\n{\"a\":\"x\"}",
                "{\"a\":1e999}",
                "{\"a\":NaN}",
                "{\"a\":9223372036854775808}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\u0000\"}",
                "{\"\":1}",
                "{\"a\":1}\n\n\n{\"a\":2}",
                "{\"a\":1",
                "{\"a\"\n:1}",
                "{\"a\":" + "[".repeat(5000),
                "{\"a\":\"" + "x".repeat(200_000) + "\"}",
                "{\"" + "x".repeat(70_000) + "\":1}",
                "{\"a\":" + "9".repeat(2000) + "}",
                "{\"a\":1}\n".repeat(150_000))) {
            all.add(table("JSON lines", lines, body));
        }
        return all;
    }

    private static Spoiled table(String kind, Map<String, String> type, String body) {
        Spoiled spoiled = Spoiled.body("", body, body.length() > 1 << 20);
        String how = kind + " '"
                + body.replace("\n", "\\n")
                        .substring(0, Math.min(40, body.replace("\n", "\\n").length())) + "'";
        return new Spoiled(how, type, spoiled.body(), spoiled.refused());
    }
}
