package dev.assay.observe;

import java.math.BigDecimal;
import java.math.MathContext;

/// Prometheus' text format, 0.0.4.
final class MetricsText {

    /// A value was added from whole nanoseconds; what is past this is the rounding of doubles.
    private static final MathContext DIGITS = new MathContext(15);

    private final StringBuilder text = new StringBuilder();

    void head(Metric metric) {
        text.append("# HELP ")
                .append(metric.text())
                .append(' ')
                .append(metric.meaning())
                .append('\n');
        text.append("# TYPE ")
                .append(metric.text())
                .append(' ')
                .append(metric.type().text())
                .append('\n');
    }

    /// `labels` are written already.
    void line(String name, String labels, double value) {
        line(name, labels, number(value));
    }

    void line(String name, String labels, long value) {
        line(name, labels, Long.toString(value));
    }

    private void line(String name, String labels, String value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ').append(value).append('\n');
    }

    static String label(String name, String value) {
        return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
        BigDecimal rounded = new BigDecimal(value, DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    String text() {
        return text.toString();
    }
}
