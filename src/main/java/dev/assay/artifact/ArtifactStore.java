package dev.assay.artifact;

import dev.assay.domain.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// Keeps contents by their SHA-256. A content is there whole or not at all; once `commit` or `put` has answered, it is
/// on stable storage. The store knows no names, so that none can become a path.
///
/// Threads share a store freely: the same content may be put many times, at once too, and every one of them succeeds.
/// When the storage fails (full, broken, away) a call ends with the fault `Unavailable` and nothing new is visible.
public interface ArtifactStore {

    /// What one content may hold where the settings say nothing else.
    long CONTENT_BYTES_MAX = 5L << 30;

    /// Takes a content bit by bit; more than `bytesMax` is the fault `RequestTooLarge`.
    Upload begin(long bytesMax);

    /// Takes a content whole. An `IOException` is the source's, and then nothing was kept.
    default Stored put(InputStream content, long bytesMax) throws IOException {
        try (Upload upload = begin(bytesMax)) {
            new TeeInputStream(content, upload).drain();
            return upload.commit();
        }
    }

    /// The content from its first byte to its last, empty if it is not here. The bytes are compared with the digest
    /// while they are read: a damaged content ends with the fault `Unavailable` in place of its end.
    Optional<InputStream> find(Digest digest);

    /// At most `length` bytes from the byte `offset` on, fewer at the end, none past it. A part cannot be compared with
    /// the digest.
    Optional<InputStream> find(Digest digest, long offset, long length);

    /// The content to be read in any order, which stays readable until it is closed. A part cannot be compared with the
    /// digest.
    Optional<OpenContent> open(Digest digest);

    boolean has(Digest digest);

    /// Forgets a content; no error if it is not here. After a crash it may be here again, so who must be sure repeats.
    void delete(Digest digest);

    /// The contents whose digest begins with the byte `prefix`, 0 to 255, in the order of their digests. What is not
    /// named as a content is passed over.
    List<Stored> list(int prefix);

    /// Keeps every content from being swept away, by this process or another: for who copies them all. Waits for a
    /// sweep that is under way; throws `Unavailable` where that takes too long.
    Hold holdAll();

    /// The right to delete what is no one's; empty while somebody holds all, or sweeps.
    Optional<Hold> trySweep();
}
