package dev.assay.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/// What one unit of work may do inside the writer's transaction.
public final class UnitOfWork {

    private final Supplier<DSLContext> context;
    private final List<Append> appends = new ArrayList<>();
    private final List<Long> ended = new ArrayList<>();
    private final Group group;
    private final List<Runnable> afterUnit = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private Optional<Set<Long>> changed = Optional.empty();
    private boolean asked;
    private long points;

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    record Append(long experiment, byte[] frame) {}

    UnitOfWork(Supplier<DSLContext> context, Group group) {
        this.context = context;
        this.group = group;
    }

    /// The transaction. A unit that only appends need not ask for it, and is then as good as free.
    public DSLContext context() {
        asked = true;
        return context.get();
    }

    /// Says which experiments are read otherwise after the unit than before: these, and those whose log it adds to.
    /// Unless it says so, a unit that has asked for the transaction may have changed any.
    public UnitOfWork changesOnly(Long... experiments) {
        changed = Optional.of(Set.of(experiments));
        return this;
    }

    /// Takes back what `changesOnly` said.
    public void changesAny() {
        changed = Optional.empty();
    }

    /// Adds a frame to the log of an experiment. All frames of an experiment and a commit become one row.
    public void append(long experiment, byte[] frame) {
        appends.add(new Append(experiment, frame));
    }

    /// Says that the experiment has ended: no more points are expected, and it is rolled up soon.
    public void end(long experiment) {
        ended.add(experiment);
    }

    /// Says how many points the frames hold, for the metrics.
    public void count(long more) {
        points += more;
    }

    /// The commit that it will be part of, with the units that came before.
    Group group() {
        return group;
    }

    /// Runs once the unit is done, before the next of the same commit begins; what it wrote may still be lost with all
    /// of them.
    void afterUnit(Runnable action) {
        afterUnit.add(action);
    }

    /// Runs once what the unit wrote is on stable storage, before its caller is answered; for caches.
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    LastChanges.Touched touched() {
        Set<Long> experiments = new HashSet<>(changed.orElse(Set.of()));
        appends.forEach(append -> experiments.add(append.experiment()));
        return new LastChanges.Touched(experiments, asked && changed.isEmpty());
    }

    List<Append> appends() {
        return appends;
    }

    List<Long> ended() {
        return ended;
    }

    long points() {
        return points;
    }

    void done() {
        group.add(this);
        afterUnit.forEach(Runnable::run);
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }
}
