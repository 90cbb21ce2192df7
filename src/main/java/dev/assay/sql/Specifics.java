package dev.assay.sql;

import java.util.Map;
import org.jooq.SQLDialect;

/// The few places where the two databases differ.
interface Specifics {

    SQLDialect dialect();

    /// What the migrations leave open.
    Map<String, String> placeholders();

    /// Set on every connection when it is opened.
    Map<String, String> properties();

    /// Run on the writer's connection when it is opened.
    String writerInit();

    /// Run on a reader's connection when it is opened: its transactions see one moment of the store and change nothing.
    String readerInit();
}
