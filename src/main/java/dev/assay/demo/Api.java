package dev.assay.demo;

import java.util.Map;
import java.util.Optional;

/// The API of a running store. A refusal ends the command.
public interface Api {

    /// The fields of an answer that says yes; of one that has none, none.
    Map<String, Object> ask(String method, String path, String contentType, byte[] body);

    /// Posts JSON; empty where what it would make is there already.
    Optional<Map<String, Object>> make(String path, byte[] json);
}
