package dev.assay.keep;

import dev.assay.meta.ArtifactUseTable;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.VersionTable;
import dev.assay.sql.SqliteReader;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/// Reads all that the database has of a model's version, as it is at one moment: its document, the contents that it
/// holds,
/// and its link, which its experiment must know of. Used by one thread.
final class VersionCheck {

    private final SqliteReader database;
    private final Consumer<Finding> found;

    VersionCheck(SqliteReader database, Consumer<Finding> found) {
        this.database = database;
        this.found = found;
    }

    /// One that was purged meanwhile is none.
    void check(VersionTable.Key key) {
        String name = "model version " + key.id().rid().text();
        Attempt.at(
                name,
                found,
                () -> database.read(transaction -> {
                    VersionTable.find(transaction, key.key()).ifPresent(row -> check(transaction, name, row));
                    return key;
                }));
    }

    private void check(DSLContext transaction, String name, VersionTable.Row row) {
        Set<ArtifactUseTable.Content> named = new HashSet<>();
        row.version().files().forEach(file -> named.add(new ArtifactUseTable.Content(file.digest(), file.sizeBytes())));
        if (!named.equals(new HashSet<>(ArtifactUseTable.listOfVersion(transaction, row.key())))) {
            found.accept(new Finding(name + ", version_file", "it is not what the document says"));
        }
        if (row.link().isPresent() && !row.deleted()) {
            checkLink(transaction, name, row.link().getAsLong());
        }
    }

    private void checkLink(DSLContext transaction, String name, long link) {
        Optional<String> newest = VersionTable.findNewestLinked(transaction, link)
                .map(id -> id.rid().text());
        Optional<String> shown = ExperimentTable.findKey(transaction, link)
                .flatMap(key -> ExperimentTable.find(transaction, key.id()))
                .flatMap(row -> row.experiment().linkedModelVersion())
                .map(rid -> rid.text());
        if (!newest.equals(shown)) {
            found.accept(new Finding(name + ", its link", "its experiment does not show the newest version"));
        }
    }
}
