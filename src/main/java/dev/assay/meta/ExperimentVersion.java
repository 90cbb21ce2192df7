package dev.assay.meta;

import static dev.assay.sql.tables.Tables.EXPERIMENT;
import static dev.assay.sql.tables.Tables.LOG;
import static dev.assay.sql.tables.Tables.ROLLUP;
import static dev.assay.sql.tables.Tables.STORED_FILE;

import dev.assay.domain.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/// Names what the tables say of an experiment, without reading its points.
public final class ExperimentVersion {

    private static final int DIGEST_BYTES = 8;

    /// Times of files are added up in this, so that there may be any number of files.
    private static final long TIME_MODULUS = 1_000_000_007;

    private ExperimentVersion() {}

    /// Another text as soon as its row, its points or its files are different.
    public static String of(DSLContext transaction, long experiment) {
        return row(transaction, experiment) + "-" + points(transaction, experiment) + "-"
                + files(transaction, experiment);
    }

    private static String row(DSLContext transaction, long experiment) {
        MessageDigest digest = Digests.sha256();
        transaction
                .select(EXPERIMENT.NAME, EXPERIMENT.STATUS, EXPERIMENT.START_TIME, EXPERIMENT.END_TIME)
                .select(EXPERIMENT.DELETED_AT, EXPERIMENT.DOCUMENT)
                .from(EXPERIMENT)
                .where(EXPERIMENT.ID.eq(experiment))
                .forEach(row -> {
                    digest.update(row.get(EXPERIMENT.DOCUMENT));
                    row.into(
                                    EXPERIMENT.NAME,
                                    EXPERIMENT.STATUS,
                                    EXPERIMENT.START_TIME,
                                    EXPERIMENT.END_TIME,
                                    EXPERIMENT.DELETED_AT)
                            .intoStream()
                            .forEach(value -> digest.update(("\0" + value).getBytes(StandardCharsets.UTF_8)));
                });
        return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), DIGEST_BYTES));
    }

    /// Several servers may write rows of the log in any order: each adds one, until a roll-up takes some.
    private static String points(DSLContext transaction, long experiment) {
        long rolledUp = transaction
                .select(ROLLUP.VERSION)
                .from(ROLLUP)
                .where(ROLLUP.EXPERIMENT_ID.eq(experiment))
                .fetchOptional(ROLLUP.VERSION)
                .orElse(0L);
        return rolledUp + "."
                + joined(transaction
                        .select(DSL.count(), DSL.max(LOG.SEQ))
                        .from(LOG)
                        .where(LogTable.of(experiment))
                        .fetchSingle());
    }

    private static String files(DSLContext transaction, long experiment) {
        return joined(transaction
                .select(
                        DSL.count(),
                        Sums.sum(STORED_FILE.SIZE_BYTES),
                        Sums.sum(STORED_FILE.CREATED_AT.mod(TIME_MODULUS)))
                .from(STORED_FILE)
                .where(STORED_FILE.EXPERIMENT_ID.eq(experiment))
                .fetchSingle());
    }

    private static String joined(Record row) {
        return String.join(".", row.intoStream().map(String::valueOf).toList());
    }
}
