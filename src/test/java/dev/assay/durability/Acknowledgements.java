package dev.assay.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the recorded server had acknowledged so far; and that no 200 left before the sync that covers its
/// bytes.
final class Acknowledgements {

    private static final Pattern MARK = Pattern.compile("(mark|file)-([0-9a-f]{32})-([0-9]+)\\.");

    private final Map<String, Integer> batchesByRun = new TreeMap<>();
    private final Map<String, Integer> filesByRun = new TreeMap<>();
    private final Map<Long, Set<String>> unsyncedByInode = new HashMap<>();
    private final Map<Long, Set<String>> underSync = new HashMap<>();
    private final Set<String> synced = new HashSet<>();

    Acknowledgements(List<RunWriter> writers, List<Uploader> uploaders) {
        writers.forEach(writer -> batchesByRun.put(writer.runId(), 0));
        uploaders.forEach(uploader -> filesByRun.put(uploader.runId(), 0));
    }

    Map<String, Integer> batchesByRun() {
        return Map.copyOf(batchesByRun);
    }

    Map<String, Integer> filesByRun() {
        return Map.copyOf(filesByRun);
    }

    /// Whether it acknowledges a batch or a file.
    static boolean isOfAWrite(Event event) {
        return event instanceof Event.Answered answer
                && answer.head().startsWith("HTTP/1.1 20")
                && MARK.matcher(answer.head()).find();
    }

    void follow(Event event) {
        switch (event) {
            case Event.Written write ->
                unsyncedByInode
                        .computeIfAbsent(write.inode(), _ -> new HashSet<>())
                        .addAll(marks(write.data()));
            case Event.SyncBegun sync -> {
                Set<String> covered = unsyncedByInode.remove(sync.inode());
                underSync.put(sync.sync(), covered == null ? Set.of() : covered);
            }
            case Event.SyncEnded sync -> {
                Set<String> covered = underSync.remove(sync.sync());
                if (!sync.failed()) {
                    synced.addAll(covered);
                }
            }
            case Event.Answered answer when isOfAWrite(answer) -> acknowledge(answer);
            default -> {}
        }
    }

    private void acknowledge(Event.Answered answer) {
        Matcher mark = MARK.matcher(answer.head());
        assertThat(mark.find()).isTrue();
        assertThat(synced).as("synced before it was answered with 200").contains(mark.group());
        Map<String, Integer> byRun = mark.group(1).equals("mark") ? batchesByRun : filesByRun;
        int number = Integer.parseInt(mark.group(3));
        assertThat(byRun.put(mark.group(2), number + 1)).isEqualTo(number);
    }

    private static List<String> marks(byte[] data) {
        return MARK.matcher(new String(data, StandardCharsets.ISO_8859_1))
                .results()
                .map(found -> found.group())
                .toList();
    }
}
