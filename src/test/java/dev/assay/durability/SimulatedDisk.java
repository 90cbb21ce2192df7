package dev.assay.durability;

import dev.assay.durability.SimulatedFile.Change;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/// A disk that follows a recording, and says what it may hold when the power fails: everything that was
/// synced, any of the rest, and the last write perhaps in part. A name is on it once the folder that
/// holds it was synced.
final class SimulatedDisk {

    /// What an image holds of what was not synced.
    enum Luck {
        /// Nothing.
        NONE,
        /// Everything, as after a kill.
        ALL,
        /// What was done before some moment, the last write in part.
        SOME_TIME,
        /// Any of it, the last write in part.
        ANY
    }

    private record Name(long number, Path path, Optional<SimulatedFile> file) {}

    private static final SimulatedFile FOLDER = new SimulatedFile();

    private final Path root;
    private final Map<Long, SimulatedFile> byInode = new HashMap<>();
    private final Map<Path, SimulatedFile> live = new HashMap<>();
    private final Map<Path, SimulatedFile> surely = new TreeMap<>();
    private final List<Name> since = new ArrayList<>();
    private final Map<Long, Long> begunSyncs = new HashMap<>();
    private long number;

    SimulatedDisk(Path root) {
        this.root = root;
    }

    void follow(Event event) {
        number++;
        switch (event) {
            case Event.Created made -> name(made.path(), Optional.of(fresh(made.inode())));
            case Event.FolderMade made -> name(made.path(), Optional.of(FOLDER));
            case Event.Written write ->
                file(write.inode()).change(new Change.Write(number, write.offset(), write.data(), false));
            case Event.Truncated cut -> file(cut.inode()).change(new Change.Truncate(number, cut.length()));
            case Event.SyncBegun sync -> begin(sync);
            case Event.SyncEnded sync -> end(sync);
            case Event.Renamed renamed -> {
                Optional<SimulatedFile> file = Optional.ofNullable(live.get(renamed.from()));
                name(renamed.from(), Optional.empty());
                name(renamed.to(), file);
            }
            case Event.Unlinked gone -> name(gone.path(), Optional.empty());
            case Event.Answered _ -> {}
        }
    }

    private SimulatedFile fresh(long inode) {
        SimulatedFile file = new SimulatedFile();
        byInode.put(inode, file);
        return file;
    }

    private SimulatedFile file(long inode) {
        return Optional.ofNullable(byInode.get(inode))
                .orElseThrow(() -> new IllegalStateException("record " + number + " is of a file that was never made"));
    }

    private void name(Path path, Optional<SimulatedFile> file) {
        file.ifPresentOrElse(named -> live.put(path, named), () -> live.remove(path));
        since.add(new Name(number, path, file));
    }

    private boolean isFolder(Path path) {
        return path.equals(root) || live.get(path) == FOLDER;
    }

    private void begin(Event.SyncBegun sync) {
        if (isFolder(sync.path())) {
            begunSyncs.put(sync.sync(), number);
        } else {
            file(sync.inode()).syncBegun(sync.sync(), number);
        }
    }

    private void end(Event.SyncEnded sync) {
        if (!isFolder(sync.path())) {
            file(sync.inode()).syncEnded(sync.sync(), sync.failed());
            return;
        }
        long begun = begunSyncs.remove(sync.sync());
        if (!sync.failed()) {
            since.stream().filter(name -> isCovered(name, sync.path(), begun)).forEach(name -> put(surely, name));
            since.removeIf(name -> isCovered(name, sync.path(), begun));
        }
    }

    private static boolean isCovered(Name name, Path folder, long begun) {
        return folder.equals(name.path().getParent()) && name.number() <= begun;
    }

    private static void put(Map<Path, SimulatedFile> names, Name name) {
        name.file().ifPresentOrElse(file -> names.put(name.path(), file), () -> names.remove(name.path()));
    }

    /// The files that a power failure at this moment may leave, by their paths under the root; a folder
    /// without files is left out.
    Map<Path, byte[]> image(Luck luck, SplittableRandom random) {
        long cut = random.nextLong(number + 1);
        LongPredicate kept = switch (luck) {
            case NONE -> _ -> false;
            case ALL -> _ -> true;
            case SOME_TIME -> change -> change <= cut;
            case ANY -> _ -> random.nextBoolean();
        };
        Map<Path, SimulatedFile> names = names(kept);
        Map<SimulatedFile, List<Change>> chosen = new HashMap<>();
        names.values().forEach(file -> chosen.put(file, choose(file, kept)));
        if (luck == Luck.SOME_TIME || luck == Luck.ANY) {
            tearLast(chosen, random);
        }
        Map<Path, byte[]> files = new TreeMap<>();
        names.forEach((path, file) -> {
            if (file != FOLDER) {
                files.put(root.relativize(path), file.content(chosen.getOrDefault(file, List.of())));
            }
        });
        return files;
    }

    /// Those whose folders are there.
    private Map<Path, SimulatedFile> names(LongPredicate kept) {
        Map<Path, SimulatedFile> names = new TreeMap<>(surely);
        since.stream().filter(name -> kept.test(name.number())).forEach(name -> put(names, name));
        names.keySet().removeIf(path -> !isReachable(path, names));
        return names;
    }

    private boolean isReachable(Path path, Map<Path, SimulatedFile> names) {
        Path folder = Optional.ofNullable(path.getParent()).orElse(root);
        return folder.equals(root) || (names.get(folder) == FOLDER && isReachable(folder, names));
    }

    private static List<Change> choose(SimulatedFile file, LongPredicate kept) {
        return new ArrayList<>(file.since().stream()
                .filter(change -> kept.test(change.number()))
                .toList());
    }

    private static void tearLast(Map<SimulatedFile, List<Change>> chosen, SplittableRandom random) {
        Optional<List<Change>> last = chosen.values().stream()
                .filter(changes -> !changes.isEmpty())
                .max(Comparator.comparingLong(changes -> changes.getLast().number()));
        if (last.isPresent() && last.get().getLast() instanceof Change.Write write) {
            byte[] torn = Arrays.copyOf(write.data(), random.nextInt(write.data().length + 1));
            last.get().set(last.get().size() - 1, new Change.Write(write.number(), write.offset(), torn, false));
        }
    }
}
