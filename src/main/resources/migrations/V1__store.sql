-- One folder for SQLite and PostgreSQL. BYTEA is a type in both (SQLite keeps a blob under any type name); times are
-- milliseconds since 1970; what has no index of its own lies in the document, a versioned blob.
--
-- The bytes of an experiment (`log`, `pack`, `loose_pack`, `rollup`, `aggregates`, `stored_file`) and the names of a
-- model's series belong to it by its id alone, without a foreign key: an id is never given out twice, so a purge takes
-- the row of the experiment or the model away first, which hides everything, and then frees little by little what no row
-- owns.

CREATE TABLE counter (
    name  VARCHAR(40) NOT NULL PRIMARY KEY,
    value BIGINT      NOT NULL
);

CREATE TABLE secret (
    name  VARCHAR(40) NOT NULL PRIMARY KEY,
    value BYTEA       NOT NULL
);

CREATE TABLE account (
    id         VARCHAR(36) NOT NULL PRIMARY KEY,
    name       VARCHAR(250) NOT NULL UNIQUE,
    created_at BIGINT      NOT NULL
);

-- An application that signs in by itself, as a user of its own.
CREATE TABLE client (
    id          VARCHAR(36) NOT NULL PRIMARY KEY,
    account_id  VARCHAR(36) NOT NULL REFERENCES account (id),
    name        TEXT        NOT NULL,
    secret_hash VARCHAR(64) NOT NULL,
    role        VARCHAR(6)  NOT NULL,
    scopes      TEXT        NOT NULL,
    created_at  BIGINT      NOT NULL,
    revoked_at  BIGINT
);

CREATE TABLE token (
    id         VARCHAR(36) NOT NULL PRIMARY KEY,
    account_id VARCHAR(36) NOT NULL REFERENCES account (id),
    name       TEXT        NOT NULL,
    hash       VARCHAR(64) NOT NULL UNIQUE,
    scopes     TEXT        NOT NULL,
    main_admin BOOLEAN     NOT NULL,
    created_at BIGINT      NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT,
    client_id  VARCHAR(36) REFERENCES client (id)
);
CREATE INDEX token_of_client ON token (client_id, expires_at) /* [jooq ignore start] */ WHERE client_id IS NOT NULL /* [jooq ignore stop] */;

CREATE TABLE model (
    id         BIGINT       NOT NULL PRIMARY KEY,
    locator    VARCHAR(255) NOT NULL UNIQUE,
    folder     TEXT         NOT NULL,
    name       TEXT         NOT NULL,
    name_key   VARCHAR(64)  NOT NULL UNIQUE,
    created_by VARCHAR(36)  NOT NULL,
    created_at BIGINT       NOT NULL,
    updated_at BIGINT       NOT NULL,
    deleted_at BIGINT,
    document   BYTEA        NOT NULL
);

CREATE TABLE experiment (
    id         BIGINT       NOT NULL PRIMARY KEY,
    locator    VARCHAR(255) NOT NULL UNIQUE,
    run_id     VARCHAR(32)  NOT NULL UNIQUE,
    model_id   BIGINT       NOT NULL REFERENCES model (id),
    name       TEXT         NOT NULL,
    status     VARCHAR(9)   NOT NULL,
    start_time BIGINT       NOT NULL,
    end_time   BIGINT,
    created_by VARCHAR(36)  NOT NULL,
    created_at BIGINT       NOT NULL,
    deleted_at BIGINT,
    document   BYTEA        NOT NULL
);
CREATE INDEX experiment_of_model ON experiment (model_id, start_time, id);
-- A list of models counts by this alone: rows are large.
CREATE INDEX experiment_count ON experiment (model_id, deleted_at, status, start_time, end_time);
CREATE INDEX experiment_deleted ON experiment (deleted_at) /* [jooq ignore start] */ WHERE deleted_at IS NOT NULL /* [jooq ignore stop] */;

-- Which contents of the artifact store an experiment holds: its document and its files say the same, and what each is.
CREATE TABLE artifact_use (
    digest        VARCHAR(64) NOT NULL,
    experiment_id BIGINT      NOT NULL REFERENCES experiment (id),
    size_bytes    BIGINT      NOT NULL,
    PRIMARY KEY (digest, experiment_id)
);
CREATE INDEX artifact_use_of_experiment ON artifact_use (experiment_id);

-- A version of a model on a branch; `linked_experiment` is the experiment that it came from, and versions are the only place
-- that says so: an experiment's document repeats the newest. `branch_key` is the SHA-256 of the branch's name, which may be too
-- long for an index.
CREATE TABLE model_version (
    id                BIGINT       NOT NULL PRIMARY KEY,
    locator           VARCHAR(255) NOT NULL UNIQUE,
    model_id          BIGINT       NOT NULL REFERENCES model (id),
    branch_key        VARCHAR(64)  NOT NULL,
    linked_experiment BIGINT REFERENCES experiment (id),
    created_by        VARCHAR(36)  NOT NULL,
    created_at        BIGINT       NOT NULL,
    document          BYTEA        NOT NULL
);
CREATE INDEX model_version_of_model ON model_version (model_id, branch_key, id);
CREATE INDEX model_version_of_experiment ON model_version (linked_experiment, id) /* [jooq ignore start] */ WHERE linked_experiment IS NOT NULL /* [jooq ignore stop] */;

-- Which contents a version holds, like `artifact_use`: its document says the same.
CREATE TABLE version_file (
    digest     VARCHAR(64) NOT NULL,
    version_id BIGINT      NOT NULL REFERENCES model_version (id),
    size_bytes BIGINT      NOT NULL,
    PRIMARY KEY (digest, version_id)
);
CREATE INDEX version_file_of_version ON version_file (version_id);

-- The files of an experiment, images among them, in the order of their paths' bytes. `image_name` and `image_step` are
-- there where the file is an image that is shown as one. It belongs to its experiment by the id alone, as points do.
CREATE TABLE stored_file (
    experiment_id BIGINT      NOT NULL,
    path          VARCHAR(1200) /* [jooq ignore start] */ ${bytewise} /* [jooq ignore stop] */ NOT NULL,
    digest        VARCHAR(64) NOT NULL,
    size_bytes    BIGINT      NOT NULL,
    content_type  TEXT        NOT NULL,
    created_at    BIGINT      NOT NULL,
    image_name    VARCHAR(250) /* [jooq ignore start] */ ${bytewise} /* [jooq ignore stop] */,
    image_step    BIGINT,
    caption       TEXT,
    PRIMARY KEY (experiment_id, path)
) /* [jooq ignore start] */ ${clustered} /* [jooq ignore stop] */;
CREATE INDEX stored_file_content ON stored_file (experiment_id, digest);
CREATE INDEX stored_file_image ON stored_file (experiment_id, image_name, image_step, path) /* [jooq ignore start] */ WHERE image_name IS NOT NULL /* [jooq ignore stop] */;

-- Which experiments have changed, so that what is kept in memory to search by can follow. A change that becomes visible
-- later has no smaller number than what was visible before: SQLite counts, PostgreSQL has its transactions' numbers.
CREATE TABLE experiment_change (
    model_id      BIGINT NOT NULL,
    number        BIGINT NOT NULL,
    experiment_id BIGINT NOT NULL,
    PRIMARY KEY (model_id, number, experiment_id)
) /* [jooq ignore start] */ ${clustered} /* [jooq ignore stop] */;

CREATE TABLE series (
    id       BIGINT NOT NULL PRIMARY KEY,
    model_id BIGINT NOT NULL,
    name     VARCHAR(250) NOT NULL,
    UNIQUE (model_id, name)
);

-- Ways to look at the experiments of a model, under names. They belong to the model by its id alone, and go with its row.
CREATE TABLE saved_view (
    model_id   BIGINT      NOT NULL,
    name       VARCHAR(250) /* [jooq ignore start] */ ${bytewise} /* [jooq ignore stop] */ NOT NULL,
    state      TEXT        NOT NULL,
    is_default BOOLEAN     NOT NULL,
    created_by VARCHAR(36) NOT NULL,
    saved_at   BIGINT      NOT NULL,
    PRIMARY KEY (model_id, name)
) /* [jooq ignore start] */ ${clustered} /* [jooq ignore stop] */;

CREATE TABLE log (
    experiment_id BIGINT NOT NULL,
    seq           BIGINT NOT NULL,
    frame         BYTEA  NOT NULL
);
-- By groups of 16 experiments: those that are written side by side share the last page of their group, which a commit
-- writes once for all of them.
CREATE INDEX log_of_experiment ON log (/* [jooq ignore start] */ (experiment_id / 16), /* [jooq ignore stop] */ seq, experiment_id);

-- What has been rolled up out of an experiment's log. `packs` lists its packs in runs, `runs` is how many there are.
-- Whoever changes any of it, or the experiment's `aggregates`, raises `version`.
CREATE TABLE rollup (
    experiment_id BIGINT  NOT NULL PRIMARY KEY,
    version       BIGINT  NOT NULL,
    runs          INTEGER NOT NULL,
    packs         BYTEA   NOT NULL
);
CREATE INDEX rollup_to_merge ON rollup (experiment_id) /* [jooq ignore start] */ WHERE runs > 1 /* [jooq ignore stop] */;

-- The aggregates of an experiment's series over the points of all packs of `rollup`, a chunk of series in each row.
CREATE TABLE aggregates (
    experiment_id BIGINT NOT NULL,
    chunk         BIGINT NOT NULL,
    bytes         BYTEA  NOT NULL,
    PRIMARY KEY (experiment_id, chunk)
);

-- Packs that lie in the pack store and are named by no row of `rollup`: not yet, or no more.
CREATE TABLE loose_pack (
    experiment_id BIGINT NOT NULL,
    number        BIGINT NOT NULL,
    since         BIGINT NOT NULL,
    PRIMARY KEY (experiment_id, number)
);

-- A pack is cut into parts of 256 KB, the last shorter, so that a range of it is read without the rest.
CREATE TABLE pack (
    experiment_id BIGINT  NOT NULL,
    number        BIGINT  NOT NULL,
    part          INTEGER NOT NULL,
    bytes         BYTEA   NOT NULL,
    PRIMARY KEY (experiment_id, number, part)
);

CREATE TABLE idempotency (
    key_digest     VARCHAR(64) NOT NULL PRIMARY KEY,
    request_digest VARCHAR(64) NOT NULL,
    subject        TEXT   NOT NULL,
    created_at     BIGINT NOT NULL
);
CREATE INDEX idempotency_by_age ON idempotency (created_at);
