import { api, path, UI } from "../lib/api.js";
import { column } from "./columns.js";
import { both, equals, quoteText } from "./names.js";
import { Rows } from "./rows.js";

const CHUNK = 100;
const COLUMNS_MAX = 50;

/** Columns of the table of groups that are no experiment's. The best is the first in the order that is asked for. */
export const GROUP_COLUMNS = {
  "#group": { key: "#group", kind: "special", label: "Group", width: 340 },
  "#best": { key: "#best", kind: "special", label: "Best", width: 120 },
};

/** Whether a column may have numbers. */
export const isSummed = (key) => (/^(params|series)\./.test(key) && column(key).number !== false) || key === "duration" || key === "bytes";

/** Groups in the order of their first experiments, and beneath those that are open their experiments. */
export class Groups {
  /** @param query {filter, orderBy, deleted} */
  constructor(model, query, by, columns, changed) {
    this.model = model;
    this.query = query;
    this.by = by;
    this.columns = columns;
    this.changed = changed;
    this.labels = by.map((key) => column(key)?.label || key);
    this.chunks = new Map();
    this.loading = new Map();
    this.open = new Map();
    this.count = 0;
    this.matched = 0;
    this.ready = false;
  }

  get size() {
    let size = this.count;
    for (const { rows, group } of this.open.values()) size += rows.ready ? rows.size : group.count;
    return size;
  }

  group(index) {
    return this.chunks.get(Math.floor(index / CHUNK))?.groups[index % CHUNK];
  }

  /** What lies at a place: a group by its index, or a row of the open one before it. */
  find(place) {
    let rest = place;
    let index = 0;
    for (const at of this.openIndexes()) {
      if (rest <= at - index) break;
      const { rows, group } = this.open.get(this.group(at).id);
      const size = rows.ready ? rows.size : group.count;
      rest -= at - index + 1;
      if (rest < size) return { rows, row: rest };
      rest -= size;
      index = at + 1;
    }
    return { index: index + rest };
  }

  openIndexes() {
    if (this.open.size === 0) return [];
    const found = [];
    for (const [chunk, { groups }] of this.chunks) {
      groups.forEach(({ id }, i) => this.open.has(id) && found.push(chunk * CHUNK + i));
    }
    return found.sort((a, b) => a - b);
  }

  at(place) {
    const { rows, row, index } = this.find(place);
    return rows ? rows.at(row) : this.group(index);
  }

  placeOf() {
    return -1;
  }

  ensure(from, to) {
    this.wanted = { from, to };
    const indexes = [];
    const wantedRows = new Map();
    for (let place = from; place < Math.min(to, Math.max(this.size, 1)); place++) {
      const { rows, row, index } = this.find(place);
      if (rows) wantedRows.set(rows, { from: Math.min(row, wantedRows.get(rows)?.from ?? row), to: row + 1 });
      else indexes.push(index);
    }
    for (const [rows, range] of wantedRows) rows.ensure(range.from, range.to);
    if (indexes.length > 0) {
      for (let chunk = Math.floor(indexes[0] / CHUNK); chunk <= Math.floor((indexes.at(-1) + 1) / CHUNK); chunk++) this.load(chunk);
    }
  }

  load(chunk) {
    const here = this.chunks.get(chunk);
    if ((here && !here.stale) || this.loading.has(chunk) || (this.ready && chunk * CHUNK >= Math.max(1, this.count))) return;
    const ended = new AbortController();
    this.loading.set(chunk, ended);
    const columns = this.numeric();
    const body = { ...this.query, by: this.by, columns, offset: chunk * CHUNK, limit: CHUNK };
    api.post(UI + path`/models/${this.model}/groups`, body, { signal: ended.signal }).then(
      (answer) => {
        if (this.loading.get(chunk) !== ended) return;
        this.loading.delete(chunk);
        if (this.again && this.loading.size === 0) setTimeout(() => this.refresh());
        if (this.version === answer.version && here?.columns === this.columns && !this.error) {
          here.stale = false;
          return;
        }
        this.version = answer.version;
        this.count = answer.total;
        this.matched = answer.matched;
        this.error = undefined;
        this.chunks.set(chunk, { columns: this.columns, groups: answer.groups.map((group) => this.read(group, columns)) });
        this.ready = true;
        this.changed(this);
      },
      (error) => {
        if (this.loading.get(chunk) !== ended) return;
        this.loading.delete(chunk);
        if (error.name === "AbortError") return;
        this.error = error;
        this.changed(this);
      },
    );
  }

  numeric() {
    return this.columns
      .filter(isSummed)
      .filter((key) => !this.by.includes(key))
      .slice(0, COLUMNS_MAX);
  }

  read(group, columns) {
    const id = JSON.stringify(group.key);
    return {
      ...group,
      id,
      isGroup: true,
      labels: this.labels,
      open: this.open.has(id),
      statistics: new Map(columns.map((key, i) => [key, group.columns[i]])),
    };
  }

  toggle(group) {
    if (this.open.has(group.id)) {
      this.open.get(group.id).rows.close();
      this.open.delete(group.id);
    } else {
      const query = { ...this.query, filter: this.filterOf(group) };
      const rows = new Rows(this.model, query, this.columns, () => this.changed(this));
      this.open.set(group.id, { rows, group });
      rows.ensure(0, 40);
    }
    for (const chunk of this.chunks.values()) {
      chunk.groups = chunk.groups.map((one) => (one.id === group.id ? { ...one, open: this.open.has(one.id) } : one));
    }
    this.changed(this);
  }

  filterOf(group) {
    return both(this.query.filter, this.membership(group));
  }

  /** A filter that finds the experiments of a group: by their RIDs as long as all are named, or by what they share. */
  membership(group) {
    if (group.rids.length === group.count) return `rid IN (${group.rids.map(quoteText).join(", ")})`;
    return this.by.map((key, i) => equals(key, group.key[i])).join(" and ");
  }

  show(columns) {
    this.columns = columns;
    for (const { rows } of this.open.values()) rows.show(columns);
    for (const ended of this.loading.values()) ended.abort();
    this.loading.clear();
    this.refresh();
  }

  refresh() {
    this.again = this.loading.size > 0;
    if (this.again) return;
    for (const chunk of this.chunks.values()) chunk.stale = true;
    for (const { rows } of this.open.values()) rows.refresh();
    if (this.wanted) this.ensure(this.wanted.from, this.wanted.to);
  }

  close() {
    for (const ended of this.loading.values()) ended.abort();
    this.loading.clear();
    for (const { rows } of this.open.values()) rows.close();
    this.changed = () => {};
  }
}
