package dev.assay.wire.assay;

import dev.assay.app.FileContent;
import dev.assay.domain.FilePaths;
import dev.assay.domain.StoredFile;
import dev.assay.http.FileAnswer;
import io.javalin.http.Context;

/// Answers with the bytes of files.
final class FileContents {

    private FileContents() {}

    static void write(Context context, FileContent content, boolean inline) {
        StoredFile file = content.file();
        FileAnswer.Head head = new FileAnswer.Head(
                file.contentType(), file.sizeBytes(), file.digest().hex(), FilePaths.name(file.path()), inline);
        FileAnswer.write(context, head, content::open);
    }
}
