-- One folder for SQLite and PostgreSQL. BYTEA is a type in both (SQLite keeps a blob under any type name); times are
-- milliseconds since 1970; what has no index of its own lies in the document, a versioned blob.

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

CREATE TABLE token (
    id         VARCHAR(36) NOT NULL PRIMARY KEY,
    account_id VARCHAR(36) NOT NULL REFERENCES account (id),
    name       TEXT        NOT NULL,
    hash       VARCHAR(64) NOT NULL UNIQUE,
    scopes     TEXT        NOT NULL,
    main_admin BOOLEAN     NOT NULL,
    created_at BIGINT      NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT
);

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

CREATE TABLE series (
    id       BIGINT NOT NULL PRIMARY KEY,
    model_id BIGINT NOT NULL REFERENCES model (id),
    name     VARCHAR(250) NOT NULL,
    UNIQUE (model_id, name)
);

CREATE TABLE log (
    experiment_id BIGINT NOT NULL REFERENCES experiment (id),
    seq           BIGINT NOT NULL,
    frame         BYTEA  NOT NULL
);
CREATE INDEX log_of_experiment ON log (experiment_id, seq);

-- A pack is cut into parts of 256 KB, the last shorter, so that a range of it is read without the rest.
CREATE TABLE pack (
    experiment_id BIGINT  NOT NULL REFERENCES experiment (id),
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
