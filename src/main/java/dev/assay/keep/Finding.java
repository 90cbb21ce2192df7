package dev.assay.keep;

/// Something in a store that is not as it was written.
///
/// @param where the part of the store, as exactly as it can be named
/// @param what what is wrong with it, in a line
public record Finding(String where, String what) {

    /// A line for a person.
    public String text() {
        return (where + ": " + what).replaceAll("\\p{Cntrl}+", " ");
    }
}
