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

    private static final Pattern MARK = Pattern.compile("mark-([0-9a-f]{32})-([0-9]+)\\.");

    private final Map<String, Integer> batchesByRun = new TreeMap<>();
    private final Set<String> unsynced = new HashSet<>();
    private final Map<Long, Set<String>> underSync = new HashMap<>();
    private final Set<String> synced = new HashSet<>();

    Acknowledgements(List<RunWriter> writers) {
        writers.forEach(writer -> batchesByRun.put(writer.runId(), 0));
    }

    Map<String, Integer> batchesByRun() {
        return Map.copyOf(batchesByRun);
    }

    static boolean isOfABatch(Event event) {
        return event instanceof Event.Answered answer
                && answer.head().startsWith("HTTP/1.1 200")
                && MARK.matcher(answer.head()).find();
    }

    void follow(Event event) {
        switch (event) {
            case Event.Written write -> unsynced.addAll(marks(write.data()));
            case Event.SyncBegun sync -> {
                underSync.put(sync.sync(), Set.copyOf(unsynced));
                unsynced.clear();
            }
            case Event.SyncEnded sync -> {
                Set<String> covered = underSync.remove(sync.sync());
                if (!sync.failed()) {
                    synced.addAll(covered);
                }
            }
            case Event.Answered answer when isOfABatch(answer) -> acknowledge(answer);
            default -> {}
        }
    }

    private void acknowledge(Event.Answered answer) {
        Matcher mark = MARK.matcher(answer.head());
        assertThat(mark.find()).isTrue();
        assertThat(synced).as("synced before it was answered with 200").contains(mark.group());
        int batch = Integer.parseInt(mark.group(2));
        assertThat(batchesByRun.put(mark.group(1), batch + 1)).isEqualTo(batch);
    }

    private static List<String> marks(byte[] data) {
        return MARK.matcher(new String(data, StandardCharsets.ISO_8859_1))
                .results()
                .map(found -> found.group())
                .toList();
    }
}
