package dev.assay.demo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntBiFunction;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// The part of the plane where the samples lie, painted and kept as PNG. The JDK's own writer would load its desktop.
final class Picture {

    static final int WIDTH = 320;
    static final int HEIGHT = 240;

    private static final double LEFT = -1.5;
    private static final double TOP = 1.75;
    private static final double PIXELS_PER_UNIT = 80;
    /// The ground is painted in squares of so many pixels.
    private static final int GROUND = 2;
    private static final int DOT_RADIUS = 2;
    private static final int BYTES_PER_PIXEL = 3;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    /// 8 bits a channel, red, green and blue; deflate, the usual filters, not interlaced.
    private static final byte[] FORM = {8, 2, 0, 0, 0};
    private static final int INK = 0x20242c;

    private final int[] pixels = new int[WIDTH * HEIGHT];

    /// @param colour of a place of the plane, by x and y
    Picture ground(ToIntBiFunction<Double, Double> colour) {
        for (int row = 0; row < HEIGHT; row += GROUND) {
            for (int column = 0; column < WIDTH; column += GROUND) {
                int painted = colour.applyAsInt(LEFT + column / PIXELS_PER_UNIT, TOP - row / PIXELS_PER_UNIT);
                square(column, row, GROUND, painted);
            }
        }
        return this;
    }

    /// @param colour of a sample, by its number
    Picture dots(List<Sample> samples, IntFunction<Integer> colour) {
        for (int i = 0; i < samples.size(); i++) {
            int column = (int) ((samples.get(i).x() - LEFT) * PIXELS_PER_UNIT);
            int row = (int) ((TOP - samples.get(i).y()) * PIXELS_PER_UNIT);
            square(column - DOT_RADIUS, row - DOT_RADIUS, 2 * DOT_RADIUS + 1, INK);
            square(column - 1, row - 1, 2 * DOT_RADIUS - 1, colour.apply(i));
        }
        return this;
    }

    private void square(int left, int top, int side, int colour) {
        for (int row = Math.max(top, 0); row < Math.min(top + side, HEIGHT); row++) {
            for (int column = Math.max(left, 0); column < Math.min(left + side, WIDTH); column++) {
                pixels[row * WIDTH + column] = colour;
            }
        }
    }

    /// Between two colours, all the way where `part` is 1.
    static int mix(int from, int to, double part) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int low = from >> shift & 0xff;
            int high = to >> shift & 0xff;
            mixed |= (int) (low + part * (high - low)) << shift;
        }
        return mixed;
    }

    byte[] png() {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        png.writeBytes(chunk(
                "IHDR",
                ByteBuffer.allocate(2 * Integer.BYTES + FORM.length)
                        .putInt(WIDTH)
                        .putInt(HEIGHT)
                        .put(FORM)
                        .array()));
        png.writeBytes(chunk("IDAT", packed()));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    /// Rows of pixels, each behind the number of its filter, which is none.
    private byte[] packed() {
        ByteBuffer rows = ByteBuffer.allocate(HEIGHT * (1 + WIDTH * BYTES_PER_PIXEL));
        for (int i = 0; i < pixels.length; i++) {
            if (i % WIDTH == 0) {
                rows.put((byte) 0);
            }
            rows.put((byte) (pixels[i] >> 16)).put((byte) (pixels[i] >> 8)).put((byte) pixels[i]);
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(rows.array());
            deflater.finish();
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        return packed.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] named = ByteBuffer.allocate(Integer.BYTES + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        CRC32 crc = new CRC32();
        crc.update(named);
        return ByteBuffer.allocate(named.length + 2 * Integer.BYTES)
                .putInt(content.length)
                .put(named)
                .putInt((int) crc.getValue())
                .array();
    }
}
