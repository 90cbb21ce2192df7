package dev.assay.engine;

import dev.assay.domain.Faults;
import dev.assay.meta.AggregatesTable;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.LogTable;
import dev.assay.meta.SeriesTable;
import dev.assay.series.codec.Frame;
import dev.assay.series.codec.StoredAggregates;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jooq.DSLContext;

/// Holds each experiment to a number of series. An experiment has no more of them than its model has names, and nearly
/// every model has fewer than the limit: then there is nothing to ask. Of a model with more it is remembered which
/// series
/// an experiment has, so that the database is asked for them once. Used by the writer's thread alone.
public final class SeriesLimit {

    /// An experiment's series, unless it is set otherwise.
    public static final int SERIES_MAX = 100_000;

    private static final int MODELS_REMEMBERED_MAX = 10_000;
    /// Ids of all experiments together, some 16 MB.
    private static final int IDS_REMEMBERED_MAX = 2_000_000;
    /// On a database that other servers write to.
    private static final Duration REMEMBERED = Duration.ofSeconds(2);

    private final int seriesMax;
    private final boolean shared;
    private final Map<Long, Names> namesByModel = new HashMap<>();
    /// What experiments of crowded models have. A set that lies here changes no more.
    private final Map<Long, SeriesIds> committed = new HashMap<>();

    private long idsRemembered;
    /// What experiments have with the units before in the same commit.
    private final Map<Long, SeriesIds> grouped = new HashMap<>();

    private Group group = new Group();

    /// How many names a model has at most; `crowded` where it is certain that they are more than the limit.
    private record Names(long atMost, boolean crowded, long readAtNanos) {}

    /// @param shared whether other servers write to the database
    public SeriesLimit(int seriesMax, boolean shared) {
        this.seriesMax = seriesMax;
        this.shared = shared;
    }

    /// To be called when names were given ids in the unit, at most so many of them new.
    public void named(long model, int names) {
        namesByModel.computeIfPresent(
                model, (_, before) -> new Names(before.atMost() + names, before.crowded(), before.readAtNanos()));
    }

    /// Throws `LimitReached` where the experiment would have more series than it may with these, which the unit gives
    /// points to. Those that it has already may have points for ever.
    public void require(UnitOfWork work, long model, long experiment, long[] ids) {
        if (isRoomy(work, model)) {
            return;
        }
        begin(work.group());
        SeriesIds inCommit = grouped.get(experiment);
        SeriesIds known = inCommit == null ? committed.get(experiment) : inCommit;
        if (known == null || without(known, ids).length > 0) {
            require(work, experiment, inCommit == null ? read(work, experiment) : inCommit, ids);
        }
    }

    private void require(UnitOfWork work, long experiment, SeriesIds now, long[] ids) {
        long[] added = without(now, ids);
        if (added.length == 0) {
            return;
        }
        if (now.size() + added.length > seriesMax) {
            throw Faults.limitReached("series of an experiment", seriesMax);
        }
        work.afterUnit(() -> {
            now.addAll(added);
            grouped.put(experiment, now);
        });
        work.afterCommit(() -> {
            if (grouped.remove(experiment) != null) {
                remember(experiment, now);
            }
        });
    }

    /// What the experiment has by now: what is committed, and what the units before in the same commit gave it, which
    /// may have been done before the model was crowded.
    private SeriesIds read(UnitOfWork work, long experiment) {
        SeriesIds before = new SeriesIds();
        work.group().appends().stream()
                .filter(append -> append.experiment() == experiment)
                .forEach(append -> addFrames(before, append.frame()));
        SeriesIds known = committed.get(experiment);
        if (known == null || shared) {
            known = read(work.context(), experiment);
            if (before.size() == 0) {
                remember(experiment, known);
            }
        }
        before.addAll(known);
        return before;
    }

    /// What is remembered of a commit counts for it alone: it may have failed.
    private void begin(Group now) {
        if (group != now) {
            group = now;
            grouped.clear();
        }
    }

    private boolean isRoomy(UnitOfWork work, long model) {
        Names names = namesByModel.get(model);
        if (names == null || isOld(names) || (names.atMost() > seriesMax && !names.crowded())) {
            long count = SeriesTable.count(work.context(), model, seriesMax + 1L);
            names = new Names(count, count > seriesMax, System.nanoTime());
            if (namesByModel.size() >= MODELS_REMEMBERED_MAX) {
                namesByModel.clear();
                forget();
            }
            namesByModel.put(model, names);
        }
        return !names.crowded();
    }

    /// Names never go, so that what is crowded stays so.
    private boolean isOld(Names names) {
        return shared && !names.crowded() && System.nanoTime() - names.readAtNanos() > REMEMBERED.toNanos();
    }

    /// All that is committed. Where other servers write too, they wait from here on.
    private SeriesIds read(DSLContext transaction, long experiment) {
        if (shared) {
            ExperimentTable.getLocked(transaction, experiment);
        }
        SeriesIds ids = new SeriesIds();
        AggregatesTable.list(transaction, experiment)
                .values()
                .forEach(chunk -> StoredAggregates.open(chunk).forEachId(ids::add));
        LogTable.forEach(transaction, experiment, row -> addFrames(ids, row.frames()));
        return ids;
    }

    private static void addFrames(SeriesIds ids, byte[] frames) {
        Frame.openAll(frames).forEach(frame -> frame.forEachHead(run -> ids.add(run.id())));
    }

    private void remember(long experiment, SeriesIds ids) {
        SeriesIds before = committed.remove(experiment);
        idsRemembered -= before == null ? 0 : before.size();
        if (idsRemembered + ids.size() > IDS_REMEMBERED_MAX) {
            forget();
        }
        committed.put(experiment, ids);
        idsRemembered += ids.size();
    }

    private void forget() {
        committed.clear();
        idsRemembered = 0;
    }

    private static long[] without(SeriesIds known, long[] ids) {
        return Arrays.stream(ids).filter(id -> !known.contains(id)).toArray();
    }
}
