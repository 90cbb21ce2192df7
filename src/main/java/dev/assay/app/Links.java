package dev.assay.app;

import dev.assay.domain.Experiment;
import dev.assay.domain.ModelVersionId;
import dev.assay.domain.Rid;
import dev.assay.engine.UnitOfWork;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ExperimentTable.Row;
import dev.assay.meta.VersionTable;
import java.util.Optional;
import org.jooq.DSLContext;

/// Which version came of which experiment. A version says it; an experiment shows the newest version that names it
/// and is there to be seen, else a RID that is none of ours, as it was given. What it shows is kept with it, so that
/// a read needs no other table: whoever changes what there is to show brings it along.
final class Links {

    private Links() {}

    /// The experiment, whose row is there under the key, once the version that it was given names it. Where that is
    /// none of ours, or where it was given none, no version names it from now on. The experiment that the
    /// version named before changes too.
    static Experiment settle(UnitOfWork work, long key, Experiment given) {
        work.changesAny();
        DSLContext transaction = work.context();
        Optional<VersionTable.Row> version = given.linkedModelVersion()
                .flatMap(ModelVersionId::find)
                .flatMap(id -> VersionTable.find(transaction, id))
                .filter(row -> !row.deleted());
        if (version.isEmpty()) {
            VersionTable.unlink(transaction, key);
            return given;
        }
        VersionTable.link(transaction, version.get().key(), key);
        version.get().link().stream().filter(before -> before != key).forEach(before -> refresh(transaction, before));
        return ExperimentEdit.withLinkedModelVersion(given, shown(transaction, key));
    }

    /// To be called when a model was deleted or restored, in the same transaction: its versions have gone or come for
    /// experiments of other models.
    static void refreshLinkedBy(DSLContext transaction, long modelNumber) {
        VersionTable.linkedElsewhere(transaction, modelNumber).forEach(key -> refresh(transaction, key));
    }

    /// To be called when a version has come to name the experiment, or has ceased to, in the same transaction.
    static void refresh(DSLContext transaction, long key) {
        Row row = ExperimentTable.getLocked(transaction, key);
        Experiment after = ExperimentEdit.withLinkedModelVersion(row.experiment(), shown(transaction, key));
        if (!after.equals(row.experiment())) {
            ExperimentTable.update(transaction, row, after);
        }
    }

    private static Optional<Rid> shown(DSLContext transaction, long key) {
        return VersionTable.findNewestLinked(transaction, key).map(ModelVersionId::rid);
    }
}
