package dev.assay.series.codec;

import java.util.Arrays;

/// Where the bytes of one pack lie. They never change. Shared between threads if its pack is.
public interface PackSource {

    /// How many bytes there are.
    long size();

    /// `length` bytes from `offset`, neither past the end.
    byte[] read(long offset, int length);

    /// A pack that lies in memory. The array must not change.
    static PackSource of(byte[] pack) {
        return new PackSource() {
            @Override
            public long size() {
                return pack.length;
            }

            @Override
            public byte[] read(long offset, int length) {
                int from = Math.toIntExact(offset);
                return Arrays.copyOfRange(pack, from, Math.addExact(from, length));
            }
        };
    }
}
