package dev.assay.meta;

import java.math.BigDecimal;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;

/// Sums of longs, which databases answer as wider numbers, or as nothing where there is no row.
final class Sums {

    private Sums() {}

    static Field<BigDecimal> sum(Field<Long> values) {
        return DSL.sum(values);
    }

    /// The one number of the query; 0 where there was nothing to add up.
    static long of(Select<Record1<BigDecimal>> query) {
        return query.fetchOptional(row -> row.value1())
                .map(BigDecimal::longValueExact)
                .orElse(0L);
    }
}
