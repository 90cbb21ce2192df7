package dev.assay.http;

import io.javalin.security.RouteRole;

/// What a route asks of its callers. A door passes it when it adds the route: `routes.get(path, handler, PUBLIC)`.
public enum Admission implements RouteRole {
    /// Served without a token. Every other route wants one.
    PUBLIC
}
