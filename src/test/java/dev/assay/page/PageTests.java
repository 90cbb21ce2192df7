package dev.assay.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// Marks a class whose tests look at the built jar's page in a Chromium: each takes a [Visitor], and fails if something
/// happened in its browser that must not ([Watch]). One server and one browser serve all of them, so each logs
/// what it looks at under names of its own. Without a Chromium they are skipped, with the reason.
@Tag("page")
@ExtendWith(PageSetup.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PageTests {}
