package dev.assay.page;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;

/// The screen that a visitor sits at. Language and time zone are the same everywhere, so that a picture is too.
public enum Look {
    DESKTOP(1280, 800, ColorScheme.LIGHT, false),
    DESKTOP_DARK(1280, 800, ColorScheme.DARK, false),
    PHONE(390, 844, ColorScheme.LIGHT, true),
    PHONE_DARK(390, 844, ColorScheme.DARK, true);

    private static final double PHONE_PIXELS_PER_POINT = 2;

    private final int width;
    private final int height;
    private final ColorScheme scheme;
    private final boolean phone;

    Look(int width, int height, ColorScheme scheme, boolean phone) {
        this.width = width;
        this.height = height;
        this.scheme = scheme;
        this.phone = phone;
    }

    NewContextOptions options() {
        return new NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setIsMobile(phone)
                .setHasTouch(phone)
                .setDeviceScaleFactor(phone ? PHONE_PIXELS_PER_POINT : 1)
                .setLocale("en-US")
                .setTimezoneId("UTC");
    }
}
