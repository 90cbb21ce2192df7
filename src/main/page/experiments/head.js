import { classes, html, useLayoutEffect, useRef, useState } from "../lib/dom.js";
import { Icon, IconButton } from "../lib/ui.js";
import { clampWidth } from "./columns.js";
import { CHECK_WIDTH } from "./layout.js";

const DRAG_PX = 6;
const STEP_PX = 16;

/** The heads of the columns: a click orders, a drag moves, the edge resizes; the same by keys and by a menu. */
export const Head = ({ layout, columns, pinned, order, actions, scroller, special, selection, shown }) => {
  const [at, setAt] = useState(columns[0]?.key);
  const [drag, setDrag] = useState();
  const [resizing, setResizing] = useState();
  const root = useRef();
  const wanted = useRef();
  const dragged = useRef(false);
  const here = columns.some(({ key }) => key === at) ? at : columns[0]?.key;

  useLayoutEffect(() => {
    if (!wanted.current) return;
    const { key, place } = wanted.current;
    // A head that has the focus loses it when it is moved in the document, which may be some renders later.
    if (place !== undefined && columns[place]?.key !== key) return;
    const button = root.current.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (button) {
      button.focus({ preventScroll: true });
      wanted.current = undefined;
    }
  });

  /** Columns that are scrolled out have no element: first they come into sight, then they get the focus. */
  const focus = (key) => {
    wanted.current = { key };
    setAt(key);
    const index = columns.findIndex((one) => one.key === key);
    if (index < pinned) return;
    const left = columns.slice(pinned, index).reduce((sum, one) => sum + one.width, 0);
    const element = scroller.current;
    const room = element.clientWidth - layout.pinnedWidth;
    if (left < element.scrollLeft) element.scrollLeft = left;
    else if (left + columns[index].width > element.scrollLeft + room) element.scrollLeft = left + columns[index].width - room;
  };
  const resize = (key, width) =>
    actions.columns(columns.map((one) => (one.key === key ? { ...one, width: clampWidth(width) } : one)), pinned);
  const keys = (event, { column, width }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const index = columns.findIndex((one) => one.key === column.key);
    if (step && event.shiftKey) {
      actions.move(column.key, index + step);
      wanted.current = { key: column.key, place: index + step };
    } else if (step && (event.ctrlKey || event.metaKey)) {
      resize(column.key, width + step * STEP_PX);
    } else if (step) {
      const next = columns[index + step];
      if (next) focus(next.key);
    } else if (event.key === "ArrowDown" || event.key === "ContextMenu") {
      actions.menu(column, event.currentTarget);
    } else if (event.key === "Enter") {
      actions.sort(column, event.shiftKey);
    } else if (event.key === "Delete" && !special?.[column.key]) {
      actions.hide(column.key);
      const next = columns[index + 1] || columns[index - 1];
      if (next) focus(next.key);
    } else return;
    event.preventDefault();
  };

  const grip = (event, { column, width }) => {
    event.preventDefault();
    event.stopPropagation();
    const from = event.clientX;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    let now = width;
    const move = (moved) => {
      now = clampWidth(width + moved.clientX - from);
      setResizing({ key: column.key, width: now });
      actions.resizing(column.key, now);
    };
    const up = () => {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", up);
      handle.removeEventListener("pointercancel", up);
      setResizing(undefined);
      actions.resizing();
      if (now !== width) resize(column.key, now);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", up);
    handle.addEventListener("pointercancel", up);
  };

  /** Pressing begins either a click or, once the pointer has moved, a drag to another place. */
  const press = (event, { column }) => {
    if (event.button !== 0 || special?.[column.key]) return;
    const from = event.clientX;
    const button = event.currentTarget;
    let target;
    const move = (moved) => {
      if (target === undefined && Math.abs(moved.clientX - from) < DRAG_PX) return;
      button.setPointerCapture(event.pointerId);
      target = placeUnder(root.current, moved.clientX);
      setDrag({ key: column.key, target });
    };
    const end = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", end);
      setDrag(undefined);
    };
    const up = () => {
      end();
      if (target === undefined) return;
      dragged.current = true;
      setTimeout(() => (dragged.current = false), 0);
      if (target.key !== column.key) {
        const index = columns.findIndex((one) => one.key === target.key);
        const own = columns.findIndex((one) => one.key === column.key);
        const to = index + (target.after ? 1 : 0);
        actions.move(column.key, to > own ? to - 1 : to);
      }
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", end);
  };

  const cell = (one) => {
    const { column, width, left, last } = one;
    const place = order.findIndex(({ key }) => key === column.key);
    const turn = place < 0 ? undefined : order[place].down ? "descending" : "ascending";
    const over = drag && drag.target?.key === column.key && drag.key !== column.key;
    return html`<div key=${column.key} role="columnheader" aria-colindex=${layout.indexOf(column.key)} aria-sort=${place === 0 ? turn : place > 0 ? "other" : undefined}
      class=${classes("cell", "column-head", column.number && "number", left !== undefined && "pinned", last && "last-pinned", drag?.key === column.key && "dragged",
        over && (drag.target.after ? "drop-after" : "drop-before"))}
      style=${{ width: `${width}px`, left: left === undefined ? undefined : `${left}px` }} data-column=${column.key}>
      <button type="button" class="head-name" data-key=${column.key} tabindex=${column.key === here ? 0 : -1} onFocus=${() => setAt(column.key)}
        title=${title(column)} aria-label=${`${column.label}${column.part ? `, ${column.part}` : ""}`}
        onKeyDown=${(event) => keys(event, one)} onPointerDown=${(event) => press(event, one)} onClick=${(event) => event.detail > 0 && !dragged.current && actions.sort(column, event.shiftKey)}>
        <span class="one-line">${column.label}</span>${column.part && html`<small>${column.part}</small>`}
        ${turn && html`<span class="turn"><${Icon} name=${turn === "ascending" ? "up" : "down"} />${order.length > 1 && html`<b>${place + 1}</b>`}</span>`}
      </button>
      <${IconButton} icon="more" class="head-menu" tabindex="-1" label=${`Column ${column.label}`} onClick=${(event) => actions.menu(column, event.currentTarget)} />
      <span class=${classes("grip", resizing?.key === column.key && "held")} onPointerDown=${(event) => grip(event, one)}
        onDblClick=${() => resize(column.key, column.width)}></span>
    </div>`;
  };
  const some = selection.size > 0;
  return html`<div class="grid-head" role="row" aria-rowindex="1" ref=${root} style=${{ width: `${layout.total}px` }}>
    <div role="columnheader" aria-colindex="1" class="cell column-head check pinned" style=${{ left: "0px", width: `${CHECK_WIDTH}px` }}>
      <input type="checkbox" checked=${some && selection.size >= shown} ref=${(box) => box && (box.indeterminate = some && selection.size < shown)}
        aria-label="Select all" onClick=${(event) => (event.preventDefault(), some ? actions.escape() : actions.all())} />
    </div>
    ${layout.pinned.map(cell)}
    ${layout.gap > 0 && html`<div class="gap" role="presentation" style=${{ width: `${layout.gap}px` }}></div>`}
    ${layout.seen.map(cell)}
  </div>`;
};

const title = (column) =>
  `${column.kind === "attribute" || !column.name ? column.label : column.key}\nClick orders, Shift adds to the order; arrow keys move on, ↓ opens the menu`;

const placeUnder = (root, x) => {
  for (const cell of root.querySelectorAll("[data-column]")) {
    const { left, right } = cell.getBoundingClientRect();
    if (x >= left && x < right) return { key: cell.dataset.column, after: x > (left + right) / 2 };
  }
  return undefined;
};
