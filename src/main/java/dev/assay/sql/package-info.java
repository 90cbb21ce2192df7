/// Opens SQLite or PostgreSQL, migrates it, runs units of work on jOOQ's context; holds the tables that jOOQ generates
/// and the few places where the databases differ.
@NullMarked
package dev.assay.sql;

import org.jspecify.annotations.NullMarked;
