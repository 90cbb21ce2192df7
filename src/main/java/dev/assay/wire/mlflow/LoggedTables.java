package dev.assay.wire.mlflow;

import dev.assay.app.Changes;
import dev.assay.app.ExperimentRef;
import dev.assay.app.FileTables;
import dev.assay.domain.Caller;
import dev.assay.domain.Fault;
import dev.assay.domain.Tag;
import dev.assay.json.Json;
import dev.assay.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What `log_table` logs is a file, and an entry in a tag, `[{"path": "eval.json", "type": "table"}]`. Once both are
/// there the run has a table of this name, which follows the file.
final class LoggedTables {

    private static final String TAG = "mlflow.loggedArtifacts";

    private final FileTables tables;

    LoggedTables(FileTables tables) {
        this.tables = tables;
    }

    /// After tags were written.
    void follow(Caller caller, ExperimentRef run, Changes changes) {
        for (Tag tag : changes.tags()) {
            if (tag.key().equals(TAG)) {
                paths(tag.value()).stream()
                        .filter(path -> !tables.has(caller, run, path))
                        .forEach(path -> tables.refresh(caller, run, path));
            }
        }
    }

    /// After a file was put.
    void followFile(Caller caller, ExperimentRef run, String path) {
        if (FileTables.canBeTable(path) && logged(caller, run).contains(path)) {
            tables.refresh(caller, run, path);
        }
    }

    /// After a file, or a folder with all that lay in it, was deleted.
    void followDeletion(Caller caller, ExperimentRef run, String path) {
        logged(caller, run).stream()
                .filter(table -> table.equals(path) || table.startsWith(path + "/"))
                .forEach(table -> tables.refresh(caller, run, table));
    }

    private List<String> logged(Caller caller, ExperimentRef run) {
        return tables.findTag(caller, run, TAG).map(LoggedTables::paths).orElse(List.of());
    }

    /// A value that is nothing of the kind names none: a tag may hold any text.
    private static List<String> paths(String value) {
        List<String> paths = new ArrayList<>();
        try {
            return Json.readLenient(value.getBytes(StandardCharsets.UTF_8), json -> {
                json.array(() -> readEntry(json, paths));
                return paths;
            });
        } catch (Fault _) {
            return List.of();
        }
    }

    private static void readEntry(JsonReader json, List<String> paths) {
        String[] entry = {"", ""};
        json.object(name -> {
            switch (name) {
                case "path" -> entry[0] = json.text();
                case "type" -> entry[1] = json.text();
                default -> json.skip();
            }
        });
        if (entry[1].equals("table") && FileTables.canBeTable(entry[0])) {
            paths.add(entry[0]);
        }
    }
}
