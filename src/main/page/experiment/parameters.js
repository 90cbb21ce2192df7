import { html, useMemo, useState } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { Button, Copy, Icon } from "../lib/ui.js";
import { byName, matches } from "./series.js";

/** So many rows at first: a page that shows ten thousand of them is slow. */
const ROWS_MAX = 400;
const TEXT_CHARS_MAX = 300;

/** The parameters; names like `a.b.c` and `a/b/c` as a tree, unless it is searched. */
export const ParametersCard = ({ parameters }) => {
  const [search, setSearch] = useState("");
  const [closed, setClosed] = useState(new Set());
  const [all, setAll] = useState(false);
  const found = useMemo(() => {
    const fits = matches(search);
    return search.trim() ? parameters.filter((one) => fits(`${one.name} ${one.value.value}`)) : parameters;
  }, [parameters, search]);
  const rows = useMemo(
    () => (search.trim() ? found.map((one) => ({ depth: 0, label: one.name, path: one.name, parameter: one })) : flatten(treeOf(found), closed)),
    [found, closed],
  );
  const shown = all ? rows : rows.slice(0, ROWS_MAX);
  const toggle = (at) => {
    const next = new Set(closed);
    if (!next.delete(at)) next.add(at);
    setClosed(next);
  };
  return html`<section class="card parameters" aria-label="Parameters">
    <header>
      <h2>Parameters <span class="faint">${format.count(parameters.length)}</span></h2>
      ${parameters.length > 0 && html`<input type="search" placeholder="Filter" aria-label="Filter parameters" value=${search} onInput=${(event) => setSearch(event.target.value)} />`}
    </header>
    ${parameters.length === 0 && html`<p class="nothing">No parameters were logged.</p>`}
    ${parameters.length > 0 && found.length === 0 && html`<p class="nothing">No parameter has that in its name or value.</p>`}
    <ul class="parameter-list">
      ${shown.map((row) =>
        row.parameter
          ? html`<${Parameter} key=${row.path} row=${row} />`
          : html`<li key=${row.path} class="group" style=${{ "--depth": row.depth }}>
              <button type="button" aria-expanded=${!closed.has(row.path)} onClick=${() => toggle(row.path)}>
                <${Icon} name=${closed.has(row.path) ? "right" : "down"} />${row.label}<span class="faint">${row.count}</span>
              </button>
            </li>`,
      )}
    </ul>
    ${shown.length < rows.length &&
    html`<div class="more"><${Button} small kind="quiet" onClick=${() => setAll(true)}>Show all ${format.count(rows.length)}<//></div>`}
  </section>`;
};

const Parameter = ({ row }) => {
  const [whole, setWhole] = useState(false);
  const { type, value } = row.parameter.value;
  const text = format.exact(value);
  const cut = !whole && text.length > TEXT_CHARS_MAX;
  return html`<li style=${{ "--depth": row.depth }}>
    <span class="name one-line" title=${row.parameter.name}>${row.label}</span>
    <span class=${`value ${type}`} title=${type}>
      ${text === "" ? html`<span class="faint">empty</span>` : cut ? text.slice(0, TEXT_CHARS_MAX) + "…" : text}
      ${cut && html` <${Button} small kind="quiet" onClick=${() => setWhole(true)}>all ${format.count(text.length)} characters<//>`}
    </span>
    <span class="type">${type}</span>
    <${Copy} text=${text} label=${`Copy the value of ${row.parameter.name}`} />
  </li>`;
};

/** Names cut after each `.` and `/`; a part that leads to one name alone is no folder. */
const treeOf = (parameters) => {
  const root = { folders: new Map(), leaves: [], count: 0 };
  for (const one of parameters) {
    const parts = one.name.match(/[^./]*[./]|[^./]+$/g) || [one.name];
    let node = root;
    node.count++;
    for (const part of parts.slice(0, -1)) {
      if (!node.folders.has(part)) node.folders.set(part, { folders: new Map(), leaves: [], count: 0 });
      node = node.folders.get(part);
      node.count++;
    }
    node.leaves.push({ label: parts.at(-1), parameter: one });
  }
  return root;
};

const flatten = (node, closed, path = "", depth = 0) => {
  const entries = node.leaves.map((leaf) => ({ label: leaf.label, leaf }));
  for (let [label, folder] of node.folders) {
    while (folder.folders.size === 1 && folder.leaves.length === 0) {
      const [[next, inner]] = folder.folders;
      label += next;
      folder = inner;
    }
    if (folder.count === 1) entries.push({ label: label + folder.leaves[0].label, leaf: folder.leaves[0] });
    else entries.push({ label, folder });
  }
  return entries
    .sort((a, b) => byName(a.label, b.label))
    .flatMap(({ label, leaf, folder }) => {
      if (leaf) return [{ depth, label, path: leaf.parameter.name, parameter: leaf.parameter }];
      const at = path + label;
      const head = { depth, label: label.slice(0, -1), path: at, count: folder.count };
      return closed.has(at) ? [head] : [head, ...flatten(folder, closed, at, depth + 1)];
    });
};
