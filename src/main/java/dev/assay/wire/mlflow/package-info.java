/// MLflow's REST API.
@NullMarked
package dev.assay.wire.mlflow;

import org.jspecify.annotations.NullMarked;
