package dev.assay.demo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Weights as `dill.loads` and `pickle.loads` read them, in base64: a dict with one list.
final class Pickle {

    private Pickle() {}

    /// Pickle's protocol 0, which is text.
    static String of(String name, double[] values) {
        StringBuilder pickle = new StringBuilder("(dV").append(name).append("\n(l");
        for (double value : values) {
            pickle.append('F').append(value).append("\na");
        }
        return Base64.getEncoder().encodeToString(pickle.append("s.").toString().getBytes(StandardCharsets.US_ASCII));
    }
}
