package dev.assay.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jooq.SQLDialect;

/// The few places where the two databases differ.
interface Specifics {

    SQLDialect dialect();

    /// What the migrations leave open.
    Map<String, String> placeholders();

    /// Set on every connection when it is opened.
    Map<String, String> properties();

    /// Run on every connection when it is opened.
    String connectionInit();

    /// Makes what follows on the connection see one moment of the store.
    void beginRead(Connection connection) throws SQLException;
}
