import { classes, html, useEffect, useRef, useState } from "../lib/dom.js";
import { isPeoples } from "../lib/format.js";
import { useLoad, useSettled } from "../lib/load.js";
import { Button, Icon } from "../lib/ui.js";
import { column, differs } from "./columns.js";
import { searchColumns } from "./column-search.js";
import { parameter, tag } from "./names.js";

const LISTED = 60;
const GROUPED_MAX = 8;

/** By which parameters and tags the experiments are put together. */
export const GroupChoice = ({ model, deleted, known, group, change }) => {
  const [text, setText] = useState("");
  const field = useRef();
  const list = useRef();
  const searched = useSettled(text.trim(), 90);
  const { data } = useLoad((signal) => searchColumns(model, searched, signal, "", LISTED * 4, deleted), [model, searched, deleted]);
  const found = data || known;
  useEffect(() => field.current.focus(), []);
  const all = found
    ? [
        ...found.parameters.filter((one) => differs({ ...one, total: found.total })).map(({ name, distinct }) => ({ key: parameter(name), label: name, distinct })),
        ...found.tags.filter(({ key }) => isPeoples(key)).map(({ key, distinct }) => ({ key: tag(key), label: `tag ${key}`, distinct })),
        ...["status", "branch", "creator"].filter((key) => key.includes(searched)).map((key) => ({ key, label: column(key).label })),
      ]
    : [];
  const shown = [...all].sort((a, b) => group.includes(b.key) - group.includes(a.key)).slice(0, LISTED);
  const toggle = (key) => change(group.includes(key) ? group.filter((one) => one !== key) : [...group, key].slice(0, GROUPED_MAX));
  const keys = (event) => {
    if (event.key === "Enter" && event.target === field.current && searched === text.trim() && searched && shown[0]) toggle(shown[0].key);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const boxes = [...list.current.querySelectorAll("button")];
    const next = boxes.indexOf(document.activeElement) + step;
    (boxes[next] || field.current).focus();
  };
  return html`<div class="group-menu" onKeyDown=${keys}>
    <input ref=${field} type="search" placeholder="Search parameters and tags" aria-label="Group by" value=${text} onInput=${(event) => setText(event.currentTarget.value)} />
    <ul class="menu" ref=${list}>
      ${shown.map(
        ({ key, label, distinct }) => html`<li key=${key}><button type="button" aria-pressed=${group.includes(key)} class=${classes(group.includes(key) && "on")} onClick=${() => toggle(key)}>
          <span class="tick">${group.includes(key) && html`<${Icon} name="check" />`}</span><span class="one-line">${label}</span><span class="fill"></span>
          <span class="faint">${distinct ?? ""}</span>
        </button></li>`,
      )}
    </ul>
    ${found && shown.length === 0 && html`<p class="faint chooser-none">Nothing is called so.</p>`}
    ${group.length > 0 && html`<div class="chooser-foot"><span class="fill"></span><${Button} small kind="quiet" onClick=${() => change([])}>No groups<//></div>`}
  </div>`;
};
