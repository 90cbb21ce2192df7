package dev.assay.query;

/// What is one text of an experiment or of a model.
public enum TextField {
    NAME,
    /// MLflow's word, the finer one.
    STATUS,
    BRANCH,
    RID,
    RUN_ID,
    JOB_RID,
    /// The RID of the model version that names it.
    LINKED_VERSION,
    /// A user's UUID.
    CREATOR,
    /// MLflow's number of a model.
    MODEL_NUMBER
}
