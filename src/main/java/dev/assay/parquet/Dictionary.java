package dev.assay.parquet;

/// The values that a column's pages have the places of.
final class Dictionary {

    private final Leaf leaf;
    private final byte[] bytes;
    private final int size;
    /// Where values begin that have no fixed length, and where the last one ends.
    private final int[] offsets;

    private Dictionary(Leaf leaf, byte[] bytes, int size, int[] offsets) {
        this.leaf = leaf;
        this.bytes = bytes;
        this.size = size;
        this.offsets = offsets;
    }

    /// Each is checked.
    static Dictionary read(Leaf leaf, byte[] bytes, int length, int values) {
        Slot slot = new Slot();
        int smallest = leaf.physical() == LeafType.Physical.BYTE_ARRAY ? Integer.BYTES : Math.max(1, leaf.bytes());
        if (leaf.physical() == LeafType.Physical.BOOLEAN) {
            throw new Broken("a dictionary of booleans");
        }
        Values.requireRoom(values, length / smallest);
        int[] offsets = new int[leaf.bytes() == 0 ? values : 0];
        Values plain =
                leaf.bytes() == 0 ? new Values.Sized(bytes, 0, length) : new Values.Fixed(leaf, bytes, 0, length);
        for (int i = 0; i < values; i++) {
            plain.next(slot);
            LeafValues.require(leaf, slot);
            if (leaf.bytes() == 0) {
                offsets[i] = slot.from;
            }
        }
        return new Dictionary(leaf, bytes, values, offsets);
    }

    int size() {
        return size;
    }

    void get(int place, Slot slot) {
        if (place < 0 || place >= size) {
            throw new Broken("the place " + Integer.toUnsignedString(place) + " of " + size);
        }
        if (leaf.bytes() == 0) {
            slot.set(bytes, offsets[place], Values.intAt(bytes, offsets[place] - Integer.BYTES));
            return;
        }
        int at = place * leaf.bytes();
        if (leaf.physical().isNumber()) {
            slot.set(leaf.bytes() == Integer.BYTES ? Values.intAt(bytes, at) : Values.longAt(bytes, at));
        } else {
            slot.set(bytes, at, leaf.bytes());
        }
    }
}
