package dev.assay.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/// One transaction of writes. Used by one thread. Nothing is kept until `commit` returns; then all of it is on stable
/// storage.
public final class Writing implements AutoCloseable {

    private final Connection connection;
    private final DSLContext context;
    private final Specifics specifics;
    private final Runnable evict;
    private boolean broken;
    private boolean committed;

    Writing(Connection connection, DSLContext context, Specifics specifics, Runnable evict) {
        this.connection = connection;
        this.context = context;
        this.specifics = specifics;
        this.evict = evict;
    }

    public DSLContext context() {
        return context;
    }

    /// A unit of work inside the transaction: when it throws, nothing of it stays, and the rest does. One that
    /// never asks for the context touches nothing, and costs no savepoint.
    public <T> T unit(Function<Supplier<DSLContext>, T> work) {
        Unit unit = new Unit();
        T result;
        try {
            result = work.apply(unit);
        } catch (DataAccessException e) {
            requireHarmless(e);
            unit.rollback(e);
            throw e;
        } catch (RuntimeException | Error e) {
            unit.rollback(e);
            throw e;
        }
        unit.release();
        return result;
    }

    private final class Unit implements Supplier<DSLContext> {

        private @Nullable Savepoint savepoint;

        @Override
        public DSLContext get() {
            if (savepoint == null) {
                savepoint = savepoint();
            }
            return context;
        }

        void rollback(Throwable reason) {
            if (savepoint != null) {
                rollbackTo(savepoint, reason);
            }
        }

        void release() {
            if (savepoint != null) {
                Writing.this.release(savepoint);
            }
        }
    }

    /// A failure here leaves open whether the transaction was kept; the connection is not used again.
    public void commit() {
        try {
            connection.commit();
            committed = true;
        } catch (SQLException e) {
            broken = true;
            throw new DatabaseException("a commit failed", specifics.harmOfCommit(e), e);
        }
    }

    @Override
    public void close() {
        try {
            if (!committed && !broken) {
                connection.rollback();
            }
        } catch (SQLException e) {
            broken = true;
        }
        if (broken) {
            evict.run();
        }
        try {
            connection.close();
        } catch (SQLException e) {
            // What was committed stays so, and what was not is gone with the connection.
            evict.run();
        }
    }

    private Savepoint savepoint() {
        try {
            return connection.setSavepoint();
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    private void release(Savepoint savepoint) {
        try {
            connection.releaseSavepoint(savepoint);
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /// A savepoint that cannot be returned to means that the database gave up the whole transaction.
    private void rollbackTo(Savepoint savepoint, Throwable reason) {
        try {
            connection.rollback(savepoint);
            connection.releaseSavepoint(savepoint);
        } catch (SQLException e) {
            DatabaseException failure = broken(e);
            failure.addSuppressed(reason);
            throw failure;
        }
    }

    /// A disk that failed one unit has failed them all.
    private void requireHarmless(DataAccessException e) {
        Harm harm = specifics.harm(e);
        if (harm != Harm.NONE) {
            throw broken(harm, e);
        }
    }

    private DatabaseException broken(SQLException e) {
        return broken(specifics.harm(e), e);
    }

    private DatabaseException broken(Harm harm, Exception e) {
        broken = true;
        return new DatabaseException("the transaction is lost", harm, e);
    }
}
