/// The operations every API shares: create, log, finish, search, read; checks access, hands its unit of work to the
/// writer.
@NullMarked
package dev.assay.app;

import org.jspecify.annotations.NullMarked;
