package dev.assay.engine;

import dev.assay.meta.SeriesTable;
import dev.assay.series.Numbering;
import dev.assay.series.RecurringNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;

/// The ids of series names, model by model, remembered for ever because a row of the dictionary never changes;
/// when there are very many, it forgets all and learns again. Thread-safe.
public final class SeriesDictionary {

    /// Some 200 MB of names.
    private static final int REMEMBERED_MAX = 1_000_000;

    private final Map<Long, Map<String, Long>> idsByModel = new ConcurrentHashMap<>();
    private final AtomicInteger idCount = new AtomicInteger();
    private final Map<Long, String> names = new ConcurrentHashMap<>();
    private final RecurringNames<Numbering> recurring = new RecurringNames<>();

    /// The ids in the order of the names, where all of them are remembered.
    public Optional<Numbering> recall(long modelNumber, List<String> wanted) {
        Optional<Numbering> known = recurring.find(modelNumber, wanted);
        if (known.isPresent()) {
            return known;
        }
        Optional<Numbering> found = recallIds(modelNumber, wanted).map(Numbering::of);
        found.ifPresent(numbering -> recurring.keep(modelNumber, wanted, numbering));
        return found;
    }

    /// The same without an order.
    public Optional<long[]> recallIds(long modelNumber, List<String> wanted) {
        Map<String, Long> ids = idsByModel.getOrDefault(modelNumber, Map.of());
        long[] found = new long[wanted.size()];
        for (int i = 0; i < found.length; i++) {
            Long id = ids.get(wanted.get(i));
            if (id == null) {
                return Optional.empty();
            }
            found[i] = id;
        }
        return Optional.of(found);
    }

    /// The ids in the order of the names; those that are new are added in the unit's transaction, and remembered once
    /// it is kept.
    public long[] learn(UnitOfWork work, long modelNumber, List<String> wanted) {
        Map<String, Long> found = SeriesTable.findOrInsert(work.context(), modelNumber, wanted);
        work.afterCommit(() -> remember(modelNumber, found));
        return wanted.stream().mapToLong(found::get).toArray();
    }

    /// The ids of those of the names that are known.
    public Map<String, Long> find(DSLContext transaction, long modelNumber, Collection<String> wanted) {
        Map<String, Long> found = SeriesTable.find(transaction, modelNumber, wanted);
        remember(modelNumber, found);
        return found;
    }

    /// The names of ids that points were stored under.
    public Map<Long, String> names(DSLContext transaction, Set<Long> wanted) {
        Map<Long, String> found = new HashMap<>();
        Set<Long> unknown = new HashSet<>();
        for (Long id : wanted) {
            String name = names.get(id);
            if (name == null) {
                unknown.add(id);
            } else {
                found.put(id, name);
            }
        }
        if (!unknown.isEmpty()) {
            Map<Long, String> read = SeriesTable.names(transaction, unknown);
            if (read.size() != unknown.size()) {
                throw new IllegalStateException("BUG: points of a series that the dictionary does not know");
            }
            makeRoom(names);
            names.putAll(read);
            found.putAll(read);
        }
        return found;
    }

    private void remember(long modelNumber, Map<String, Long> found) {
        if (idCount.get() > REMEMBERED_MAX) {
            idsByModel.clear();
            idCount.set(0);
        }
        Map<String, Long> ids = idsByModel.computeIfAbsent(modelNumber, _ -> new ConcurrentHashMap<>());
        found.forEach((name, id) -> {
            if (ids.put(name, id) == null) {
                idCount.incrementAndGet();
            }
        });
    }

    private static void makeRoom(Map<?, ?> memory) {
        if (memory.size() > REMEMBERED_MAX) {
            memory.clear();
        }
    }
}
