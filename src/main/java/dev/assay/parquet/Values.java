package dev.assay.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The values of a page, one after the other; each way of encoding them is one.
abstract class Values {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    abstract void next(Slot slot);

    /// Passes over so many, which must be there.
    void skip(long count, Slot slot) {
        for (long i = 0; i < count; i++) {
            next(slot);
        }
    }

    static void requireRoom(long wanted, long there) {
        if (wanted < 0 || wanted > there) {
            throw new Broken("fewer values than the page claims");
        }
    }

    static int intAt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static long longAt(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /// Values of a fixed length, one behind the other.
    static final class Fixed extends Values {

        private final Leaf leaf;
        private final byte[] bytes;
        private final int to;
        private int at;

        Fixed(Leaf leaf, byte[] bytes, int from, int to) {
            this.leaf = leaf;
            this.bytes = bytes;
            this.at = from;
            this.to = to;
        }

        @Override
        void next(Slot slot) {
            requireRoom(leaf.bytes(), to - at);
            if (leaf.physical().isNumber()) {
                slot.set(leaf.bytes() == Integer.BYTES ? intAt(bytes, at) : longAt(bytes, at));
            } else {
                slot.set(bytes, at, leaf.bytes());
            }
            at += leaf.bytes();
        }

        @Override
        void skip(long count, Slot slot) {
            requireRoom(count, leaf.bytes() == 0 ? count : (to - at) / leaf.bytes());
            at += (int) (count * leaf.bytes());
        }
    }

    /// Values each after its length.
    static final class Sized extends Values {

        private final byte[] bytes;
        private final int to;
        private int at;

        Sized(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.at = from;
            this.to = to;
        }

        @Override
        void next(Slot slot) {
            requireRoom(Integer.BYTES, to - at);
            int length = intAt(bytes, at);
            at += Integer.BYTES;
            requireRoom(length, to - at);
            slot.set(bytes, at, length);
            at += length;
        }
    }

    /// Booleans of a bit each.
    static final class Booleans extends Values {

        private final byte[] bytes;
        private final long endBit;
        private long bitAt;

        Booleans(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.bitAt = (long) from * Byte.SIZE;
            this.endBit = (long) to * Byte.SIZE;
        }

        @Override
        void next(Slot slot) {
            requireRoom(1, endBit - bitAt);
            slot.set(Bits.get(bytes, bitAt, 1));
            bitAt++;
        }

        @Override
        void skip(long count, Slot slot) {
            requireRoom(count, endBit - bitAt);
            bitAt += count;
        }
    }

    /// Booleans as runs.
    static final class BooleanRuns extends Values {

        private final Runs runs;

        BooleanRuns(byte[] bytes, int from, int to) {
            requireRoom(Integer.BYTES, to - from);
            int length = intAt(bytes, from);
            int start = from + Integer.BYTES;
            requireRoom(length, to - start);
            this.runs = new Runs(bytes, start, start + length, 1);
        }

        @Override
        void next(Slot slot) {
            slot.set(runs.next());
        }

        @Override
        void skip(long count, Slot slot) {
            runs.countMax(count, 1);
        }
    }

    /// Places in a dictionary.
    static final class Places extends Values {

        private final Dictionary dictionary;
        private final Runs places;

        Places(Dictionary dictionary, byte[] bytes, int from, int to) {
            this.dictionary = dictionary;
            if (from == to) {
                this.places = new Runs(bytes, from, to, 0);
                return;
            }
            int width = bytes[from] & 0xFF;
            if (width > Integer.SIZE) {
                throw new Broken("places of " + width + " bits");
            }
            this.places = new Runs(bytes, from + 1, to, width);
        }

        @Override
        void next(Slot slot) {
            dictionary.get(places.next(), slot);
        }

        @Override
        void skip(long count, Slot slot) {
            places.skipBelow(count, dictionary.size());
        }
    }

    /// Integers by their differences.
    static final class Differences extends Values {

        private final Deltas deltas;
        private final boolean narrow;

        Differences(Leaf leaf, byte[] bytes, int from, int to, long count) {
            this.deltas = new Deltas(bytes, from, to, count);
            this.narrow = leaf.bytes() == Integer.BYTES;
        }

        @Override
        void next(Slot slot) {
            long value = deltas.next();
            slot.set(narrow ? (int) value : value);
        }
    }

    /// All lengths first, by their differences, then all bytes.
    static final class LengthsFirst extends Values {

        private final byte[] bytes;
        private final int to;
        private final Deltas lengths;
        private int at;

        LengthsFirst(byte[] bytes, int from, int to, long count) {
            this.bytes = bytes;
            this.to = to;
            this.lengths = new Deltas(bytes, from, to, count);
            this.at = endOf(new Deltas(bytes, from, to, count));
        }

        @Override
        void next(Slot slot) {
            long length = lengths.next();
            requireRoom(length, to - at);
            slot.set(bytes, at, (int) length);
            at += (int) length;
        }
    }

    /// Each value begins with so much of the one before.
    static final class Prefixed extends Values {

        /// Prefixes cost nothing in the page: all values together may have so many times its bytes, and some more.
        private static final long SHARE_MAX = 16;

        private static final long BYTES_ALWAYS = 1 << 20;

        private final long bytesMax;
        private final Deltas prefixes;
        private final LengthsFirst suffixes;
        private byte[] value = {};
        private int length;
        private long made;

        Prefixed(byte[] bytes, int from, int to, long count) {
            this.bytesMax = BYTES_ALWAYS + SHARE_MAX * (to - from);
            this.prefixes = new Deltas(bytes, from, to, count);
            this.suffixes = new LengthsFirst(bytes, endOf(new Deltas(bytes, from, to, count)), to, count);
        }

        @Override
        void next(Slot slot) {
            long prefix = prefixes.next();
            if (prefix < 0 || prefix > length) {
                throw new Broken("a prefix of " + prefix + " bytes of " + length);
            }
            suffixes.next(slot);
            int wanted = (int) prefix + slot.length;
            made += wanted;
            if (wanted > Page.BYTES_MAX || made > bytesMax) {
                throw new Broken("values of more than " + bytesMax + " bytes in a page");
            }
            if (wanted > value.length) {
                value = Arrays.copyOf(value, Math.min(Page.BYTES_MAX, Math.max(wanted, 2 * value.length)));
            }
            System.arraycopy(slot.bytes, slot.from, value, (int) prefix, slot.length);
            length = wanted;
            slot.set(value, 0, length);
        }
    }

    /// The first bytes of all values, then all second bytes, and so on.
    static final class Split extends Values {

        private final Leaf leaf;
        private final byte[] bytes;
        private final int from;
        private final int count;
        private final byte[] value;
        private int at;

        Split(Leaf leaf, byte[] bytes, int from, int to) {
            if (leaf.bytes() == 0 || (to - from) % leaf.bytes() != 0) {
                throw new Broken("values that are cut");
            }
            this.leaf = leaf;
            this.bytes = bytes;
            this.from = from;
            this.count = (to - from) / leaf.bytes();
            this.value = new byte[Math.max(Long.BYTES, leaf.bytes())];
        }

        @Override
        void next(Slot slot) {
            requireRoom(1, count - at);
            for (int i = 0; i < leaf.bytes(); i++) {
                value[i] = bytes[from + i * count + at];
            }
            at++;
            if (leaf.physical().isNumber()) {
                slot.set(leaf.bytes() == Integer.BYTES ? intAt(value, 0) : longAt(value, 0));
            } else {
                slot.set(value, 0, leaf.bytes());
            }
        }

        @Override
        void skip(long values, Slot slot) {
            requireRoom(values, count - at);
            at += (int) values;
        }
    }

    /// Values that must all be of one length.
    static final class OfLength extends Values {

        private final Values values;
        private final int length;

        OfLength(Values values, int length) {
            this.values = values;
            this.length = length;
        }

        @Override
        void next(Slot slot) {
            values.next(slot);
            if (slot.length != length) {
                throw new Broken("a value of another length");
            }
        }
    }

    private static int endOf(Deltas deltas) {
        while (deltas.hasNext()) {
            deltas.next();
        }
        return deltas.end();
    }
}
