package dev.assay.demo;

import java.util.List;

/// What a network says of samples. Its figures come from the rows alone, in their order, so that whoever has the rows
/// has the figures, to the bit.
record Predictions(List<Row> rows) {

    private static final double EVEN = 0.5;

    record Row(Sample sample, double score) {

        int predicted() {
            return score >= EVEN ? 1 : 0;
        }

        private double loss() {
            return -StrictMath.log(sample.label() == 1 ? score : 1 - score);
        }
    }

    /// The mean cross entropy.
    double loss() {
        double sum = 0;
        for (Row row : rows) {
            sum += row.loss();
        }
        return sum / rows.size();
    }

    double accuracy() {
        long right = rows.stream()
                .filter(row -> row.predicted() == row.sample().label())
                .count();
        return (double) right / rows.size();
    }

    String csv() {
        StringBuilder csv = new StringBuilder("row,x,y,label,score,predicted\n");
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Sample sample = row.sample();
            csv.append(i).append(',').append(sample.x()).append(',').append(sample.y());
            csv.append(',').append(sample.label()).append(',').append(row.score());
            csv.append(',').append(row.predicted()).append('\n');
        }
        return csv.toString();
    }
}
