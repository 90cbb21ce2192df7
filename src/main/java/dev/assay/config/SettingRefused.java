package dev.assay.config;

/// A setting that cannot be in force as it was given; the message is one line that says which, where and why.
public final class SettingRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SettingRefused(String message) {
        super(message);
    }
}
