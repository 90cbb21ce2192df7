import { api, path, UI } from "../lib/api.js";

// Rows come in chunks, those that are looked at and some ahead; what was asked for and is no longer looked at is given up.

const CHUNK = 100;
const CHUNKS_KEPT = 60;
const SETTLE_MS = 60;

/** The rows of one query by their places. What is not here yet is undefined; `changed` is called when something comes. */
export class Rows {
  /** @param query {filter, orderBy, deleted, nested} */
  constructor(model, query, columns, changed) {
    this.model = model;
    this.query = query;
    this.columns = columns;
    this.changed = changed;
    this.chunks = new Map();
    this.loading = new Map();
    this.size = 0;
    this.matched = 0;
    this.total = 0;
    this.ready = false;
    this.askedAt = 0;
    this.wanted = { from: 0, to: 0 };
  }

  at(place) {
    return this.chunks.get(Math.floor(place / CHUNK))?.rows[place % CHUNK];
  }

  placeOf(rid) {
    for (const [chunk, { rows }] of this.chunks) {
      const at = rows.findIndex((row) => row.rid === rid);
      if (at >= 0) return chunk * CHUNK + at;
    }
    return -1;
  }

  /** Sees to it that these places come, soon. While somebody drags the scrollbar, not all that flies by is asked for. */
  ensure(from, to) {
    this.wanted = { from, to };
    clearTimeout(this.timer);
    const now = performance.now();
    if (now - this.askedAt > SETTLE_MS || this.near(from)) {
      this.ask();
    } else {
      this.timer = setTimeout(() => this.ask(), SETTLE_MS);
    }
    this.askedAt = now;
  }

  near(from) {
    const chunk = Math.floor(from / CHUNK);
    return this.chunks.has(chunk) || this.loading.has(chunk);
  }

  ask() {
    const first = Math.floor(this.wanted.from / CHUNK);
    const last = Math.floor(Math.max(this.wanted.from, this.wanted.to - 1) / CHUNK);
    for (const [chunk, ended] of this.loading) {
      if (chunk < first - 2 || chunk > last + 2) {
        ended.abort();
        this.loading.delete(chunk);
      }
    }
    for (let chunk = first; chunk <= last; chunk++) this.load(chunk);
    if (this.ready) {
      this.load(last + 1);
      if (first > 0) this.load(first - 1);
    }
  }

  load(chunk) {
    const here = this.chunks.get(chunk);
    if (here && here.columns === this.columns && !here.stale) return;
    if (this.loading.get(chunk)?.columns === this.columns) return;
    if (this.ready && chunk * CHUNK >= Math.max(1, this.size)) return;
    this.loading.get(chunk)?.abort();
    const ended = new AbortController();
    ended.columns = this.columns;
    this.loading.set(chunk, ended);
    this.fetch(chunk, this.columns, ended.signal).then(
      (answer) => {
        if (this.loading.get(chunk) !== ended) return;
        this.loading.delete(chunk);
        this.take(chunk, ended.columns, answer);
        if (this.again && this.loading.size === 0) this.refresh();
      },
      (error) => {
        if (this.loading.get(chunk) !== ended) return;
        this.loading.delete(chunk);
        if (error.name !== "AbortError") this.fail(error);
      },
    );
  }

  fetch(chunk, columns, signal) {
    return ask(this.model, { ...this.query, columns, offset: chunk * CHUNK, limit: CHUNK }, signal);
  }

  take(chunk, columns, answer) {
    const here = this.chunks.get(chunk);
    if (this.version === answer.version && here?.columns === columns && !this.error) {
      here.stale = false;
      return;
    }
    if (this.version !== undefined && this.version !== answer.version) this.markStale();
    this.version = answer.version;
    this.size = answer.listed;
    this.matched = answer.matched;
    this.total = answer.total;
    this.error = undefined;
    this.chunks.delete(chunk);
    this.chunks.set(chunk, { columns, rows: withKeys(answer.rows, columns) });
    this.forget(chunk);
    this.ready = true;
    this.changed(this);
  }

  fail(error) {
    this.error = error;
    this.changed(this);
  }

  /** What lies far away goes first when there is too much. */
  forget(near) {
    if (this.chunks.size <= CHUNKS_KEPT) return;
    const far = [...this.chunks.keys()].reduce((a, b) => (Math.abs(a - near) > Math.abs(b - near) ? a : b));
    this.chunks.delete(far);
  }

  markStale() {
    for (const chunk of this.chunks.values()) chunk.stale = true;
  }

  /** Other columns: what is here stays, and what lacks them is asked for again. */
  show(columns) {
    this.columns = columns;
    if (this.ready) this.ask();
  }

  /** Everything may be another: what is looked at is asked for again, and shown until the new is there. */
  refresh() {
    // What is on its way may have left before the change.
    this.again = this.loading.size > 0;
    if (this.again) return;
    this.markStale();
    this.ask();
  }

  close() {
    clearTimeout(this.timer);
    for (const ended of this.loading.values()) ended.abort();
    this.loading.clear();
    this.changed = () => {};
  }
}

/** One window of the table. */
export const ask = (model, body, signal) => api.post(UI + path`/models/${model}/rows`, body, { signal });

/** Rows with their cells by the names of the columns. */
const withKeys = (rows, columns) => {
  const places = new Map(columns.map((key, i) => [key, i]));
  return rows.map((row) => ({ ...row, places }));
};

/** A row's value in a column: undefined where it has not come yet, null where there is none. */
export const cellOf = (row, { key, head }) => {
  if (key === "name" || key === "status") return row[key];
  if (key === "#group") return row.name;
  if (key === "#best") return null;
  if (head) return row[head] ?? null;
  const place = row.places.get(key);
  return place === undefined ? undefined : row.cells[place];
};
