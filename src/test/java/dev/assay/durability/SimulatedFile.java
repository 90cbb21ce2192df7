package dev.assay.durability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A file as a disk may have it: what is surely on it, and what was done to it since. After a sync that
/// failed, what it should have covered is in doubt for ever: memory believes that it is on the disk, so
/// that no later sync writes it, unless it is written again.
final class SimulatedFile {

    /// Something that was done to the file. Its number is its place among all that was done to the disk.
    sealed interface Change {

        long number();

        @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
        record Write(long number, long offset, byte[] data, boolean inDoubt) implements Change {

            long end() {
                return offset + data.length;
            }
        }

        record Truncate(long number, long length) implements Change {}
    }

    private byte[] surely = {};
    private List<Change> since = new ArrayList<>();
    private final Map<Long, Long> begunSyncs = new TreeMap<>();

    void change(Change change) {
        since.add(change);
    }

    List<Change> since() {
        return since;
    }

    void syncBegun(long sync, long number) {
        begunSyncs.put(sync, number);
    }

    /// Covers what was done before it began.
    void syncEnded(long sync, boolean failed) {
        long begun = begunSyncs.remove(sync);
        List<Change> later = new ArrayList<>();
        for (Change change : since) {
            switch (change) {
                case Change.Write write when write.number() > begun || write.inDoubt() -> later.add(write);
                case Change.Write write
                when failed -> later.add(new Change.Write(write.number(), write.offset(), write.data(), true));
                case Change.Truncate truncate when truncate.number() > begun || failed -> later.add(truncate);
                case Change.Write write -> {
                    later = without(later, write.offset(), write.end());
                    surely = apply(surely, write);
                }
                case Change.Truncate truncate -> {
                    later = without(later, truncate.length(), Long.MAX_VALUE);
                    surely = apply(surely, truncate);
                }
            }
        }
        since = later;
    }

    /// What is sure, and some of what was done since, in the order in which it was done.
    byte[] content(List<Change> chosen) {
        byte[] content = surely.clone();
        for (Change change : chosen) {
            content = apply(content, change);
        }
        return content;
    }

    /// Changes without the bytes from `from` to `to` of those in doubt: these were written again.
    private static List<Change> without(List<Change> changes, long from, long to) {
        List<Change> left = new ArrayList<>();
        for (Change change : changes) {
            if (change instanceof Change.Write write && write.inDoubt() && write.offset() < to && from < write.end()) {
                addPart(left, write, write.offset(), Math.max(write.offset(), from));
                addPart(left, write, Math.min(write.end(), to), write.end());
            } else {
                left.add(change);
            }
        }
        return left;
    }

    private static void addPart(List<Change> left, Change.Write write, long from, long to) {
        if (from < to) {
            int start = Math.toIntExact(from - write.offset());
            byte[] part = Arrays.copyOfRange(write.data(), start, start + Math.toIntExact(to - from));
            left.add(new Change.Write(write.number(), from, part, true));
        }
    }

    private static byte[] apply(byte[] content, Change change) {
        return switch (change) {
            case Change.Truncate truncate -> Arrays.copyOf(content, Math.toIntExact(truncate.length()));
            case Change.Write write -> {
                int end = Math.toIntExact(write.end());
                byte[] changed = end > content.length ? Arrays.copyOf(content, end) : content;
                System.arraycopy(write.data(), 0, changed, Math.toIntExact(write.offset()), write.data().length);
                yield changed;
            }
        };
    }
}
