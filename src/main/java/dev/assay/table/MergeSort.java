package dev.assay.table;

/// Sorts the numbers from 0 on by what they stand for, and leaves those that are equal in their order. Java's own
/// sorts take a comparator for objects alone, of which there would be a million.
final class MergeSort {

    /// Whether what two numbers stand for is less, equal or greater.
    interface Order {
        int compare(int a, int b);
    }

    private static final int RUN = 16;

    private final Order order;
    private int[] sorted;
    private int[] merged;

    MergeSort(int count, Order order) {
        this.order = order;
        this.sorted = new int[count];
        this.merged = new int[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = i;
        }
    }

    int[] sorted() {
        int count = sorted.length;
        for (int from = 0; from < count; from += RUN) {
            insert(from, Math.min(count, from + RUN));
        }
        for (long width = RUN; width < count; width *= 2) {
            for (long from = 0; from < count; from += 2 * width) {
                merge((int) from, (int) Math.min(count, from + width), (int) Math.min(count, from + 2 * width));
            }
            int[] source = sorted;
            sorted = merged;
            merged = source;
        }
        return sorted;
    }

    private void insert(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int moved = sorted[i];
            int at = i;
            while (at > from && order.compare(sorted[at - 1], moved) > 0) {
                sorted[at] = sorted[at - 1];
                at--;
            }
            sorted[at] = moved;
        }
    }

    private void merge(int from, int middle, int to) {
        boolean inOrder = middle == to || order.compare(sorted[middle - 1], sorted[middle]) <= 0;
        if (inOrder) {
            System.arraycopy(sorted, from, merged, from, to - from);
            return;
        }
        int left = from;
        int right = middle;
        for (int at = from; at < to; at++) {
            boolean fromLeft = right == to || (left < middle && order.compare(sorted[left], sorted[right]) <= 0);
            merged[at] = fromLeft ? sorted[left++] : sorted[right++];
        }
    }
}
