package dev.assay.config;

import java.nio.file.Path;

/// Where a value in force was found; a later one in this order gives way to an earlier one.
public sealed interface Origin {

    record CommandLine() implements Origin {
        @Override
        public String text() {
            return "command line";
        }
    }

    record Variable(String name) implements Origin {
        @Override
        public String text() {
            return "environment " + name;
        }
    }

    record Line(Path file, int number) implements Origin {
        @Override
        public String text() {
            return file + " line " + number;
        }
    }

    record Default() implements Origin {
        @Override
        public String text() {
            return "default";
        }
    }

    /// In a few words, for a person.
    String text();
}
