-- What a later release might do, for the test of migrations.
ALTER TABLE model ADD COLUMN later BIGINT;
