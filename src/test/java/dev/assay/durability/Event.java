package dev.assay.durability;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One thing that the server did, as `recorder.c` writes it down.
sealed interface Event {

    int RECORD_BYTES = 32;

    /// A file came into being.
    record Created(Path path, long inode) implements Event {}

    record FolderMade(Path path, long inode) implements Event {}

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    record Written(Path path, long inode, long offset, byte[] data) implements Event {}

    record Truncated(long inode, long length) implements Event {}

    record SyncBegun(Path path, long inode, long sync) implements Event {}

    record SyncEnded(Path path, long inode, long sync, boolean failed) implements Event {}

    record Renamed(Path from, Path to) implements Event {}

    record Unlinked(Path path) implements Event {}

    /// The first bytes of an answer, about to leave.
    record Answered(String head) implements Event {}

    /// All of a recording, in its order.
    static List<Event> read(Path log) throws IOException {
        List<Event> events = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(log), 1 << 20))) {
            for (byte[] record = in.readNBytes(RECORD_BYTES); record.length > 0; record = in.readNBytes(RECORD_BYTES)) {
                events.add(read(ByteBuffer.wrap(record).order(ByteOrder.nativeOrder()), in));
            }
        }
        return events;
    }

    private static Event read(ByteBuffer record, DataInputStream in) throws IOException {
        int kind = record.getInt();
        int result = record.getInt();
        long inode = record.getLong();
        long number = record.getLong();
        Path path = Path.of(new String(in.readNBytes(record.getInt()), StandardCharsets.UTF_8));
        byte[] data = in.readNBytes(record.getInt());
        return switch (kind) {
            case 1 -> new Created(path, inode);
            case 2 -> new FolderMade(path, inode);
            case 3 -> new Written(path, inode, number, data);
            case 4 -> new Truncated(inode, number);
            case 5 -> new SyncBegun(path, inode, number);
            case 6 -> new SyncEnded(path, inode, number, result != 0);
            case 7 -> new Renamed(Path.of(new String(data, StandardCharsets.UTF_8)), path);
            case 8 -> new Unlinked(path);
            case 9 -> new Answered(new String(data, StandardCharsets.ISO_8859_1));
            case 10 -> throw new IllegalStateException("written through a mapping, which is not recorded: " + path);
            default -> throw new IllegalStateException("BUG: a record of kind " + kind);
        };
    }
}
