package dev.assay.bytes;

/// The bytes are not what was written: cut, changed, or never ours. Nothing that was read from them may be believed.
public final class DamagedBytes extends RuntimeException {

    private final String what;
    private final long offset;

    public DamagedBytes(String what, long offset, String reason) {
        super(what + " is damaged at byte " + offset + ": " + reason);
        this.what = what;
        this.offset = offset;
    }

    /// What the bytes should have been.
    public String what() {
        return what;
    }

    /// Where the damage showed, counted from the start of the array that was read.
    public long offset() {
        return offset;
    }
}
