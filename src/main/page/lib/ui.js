import { classes, html, useEffect, useLayoutEffect, useRef, useState } from "./dom.js";
import * as format from "./format.js";

/** kind: "primary", "plain" (default), "quiet" (no border), "danger". */
export const Button = ({ kind = "plain", small, children, ...rest }) =>
  html`<button type="button" ...${rest} class=${classes("button", kind, small && "small", rest.class)}>${children}</button>`;

/** A button that shows an icon alone; its label is read out and shown on hover. */
export const IconButton = ({ icon, label, ...rest }) =>
  html`<button type="button" title=${label} aria-label=${label} ...${rest} class=${classes("icon-button", rest.class)}>
    <${Icon} name=${icon} />
  </button>`;

const ICONS = {
  close: "M4 4l8 8M12 4l-8 8",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.5 10.5L14 14",
  down: "M4 6l4 4 4-4",
  up: "M4 10l4-4 4 4",
  right: "M6 4l4 4-4 4",
  left: "M10 4l-4 4 4 4",
  minus: "M3 8h10",
  plus: "M8 3v10M3 8h10",
  check: "M3 8.5l3.5 3.5L13 4.5",
  more: "M3 8h.01M8 8h.01M13 8h.01",
  copy: "M6 6h7v7H6zM3 10V3h7",
  pin: "M8 10v4M5 10h6l-1-3V3H6v4z",
  columns: "M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10",
  trash: "M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.5 9h6l.5-9",
  link: "M6.5 9.5l3-3M7 5l1.5-1.5a2.5 2.5 0 0 1 4 4L11 9M9 11l-1.5 1.5a2.5 2.5 0 0 1-4-4L5 7",
  sun: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1",
  moon: "M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z",
  gear: "M8 5.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4zM8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M12.6 3.4l-1.4 1.4M4.8 11.2l-1.4 1.4",
  expand: "M9.5 2.5h4v4M6.5 13.5h-4v-4M13.5 2.5L9 7M2.5 13.5L7 9",
  code: "M5.5 4.5L2 8l3.5 3.5M10.5 4.5L14 8l-3.5 3.5",
  file: "M4 2.5h5l3 3v8H4zM9 2.5v3h3",
  folder: "M2 4h4.5l1.5 1.5h6V13H2z",
  image: "M2.5 3h11v10h-11zM2.5 11l3.5-4 3 3 2-2 2.5 3M10.5 6h.01",
  table: "M2.5 3h11v10h-11zM2.5 6.5h11M2.5 9.8h11M6.5 6.5V13",
  download: "M8 2.5v8M4.5 7.5L8 11l3.5-3.5M3 13.5h10",
  edit: "M3 13l.5-2.5L11 3l2 2-7.5 7.5z",
  chart: "M2.5 2.5v11h11M5 10l2.5-3 2 2L13 4.5",
  group: "M3 3.5h10M5.5 8h7.5M5.5 12.5h7.5M3 3.5v9",
  reset: "M3 3v3.5h3.5M3.3 6.5A5 5 0 1 1 3 9",
  star: "M8 2.2l1.8 3.7 4 .6-2.9 2.8.7 4L8 11.4l-3.6 1.9.7-4L2.2 6.5l4-.6z",
};

/** A line drawing, 16 by 16, in the colour of the text. */
export const Icon = ({ name }) =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${ICONS[name]} /></svg>`;

const STATUS = {
  RUNNING: "running",
  SCHEDULED: "scheduled",
  SUCCEEDED: "succeeded",
  FINISHED: "succeeded",
  FAILED: "failed",
  KILLED: "killed",
};

/** How an experiment stands, in a word and a colour and a shape, for who sees no colours. MLflow's FINISHED has Foundry's word. */
export const Status = ({ value, compact }) => {
  const kind = STATUS[value] || "other";
  const word = kind === "succeeded" ? "Succeeded" : value ? value[0] + value.slice(1).toLowerCase() : "Unknown";
  return html`<span class=${classes("status", kind)} title=${word}>
    <i aria-hidden="true"></i><span class=${compact ? "unseen" : ""}>${word}</span>
  </span>`;
};

/** What an element says under the mouse, where that takes long to make: made when the mouse comes. */
export const titled = (text) => (event) => (event.currentTarget.title = text());

/** A moment as how long ago it is; the whole moment on hover. */
export const Ago = ({ value }) =>
  value === undefined || value === null
    ? html`<span class="faint">–</span>`
    : html`<time onMouseEnter=${titled(() => format.time(value))} datetime=${new Date(value).toISOString()}>${format.ago(value)}</time>`;

export const Spinner = ({ label = "Loading" }) =>
  html`<span class="spinner" role="status"><span class="unseen">${label}</span></span>`;

/** What failed, in the server's words. */
export const Failure = ({ error, retry }) =>
  html`<div class="failure" role="alert">
    <strong>${error.name}</strong><span>${error.message}</span>
    ${retry && html`<${Button} small onClick=${retry}>Try again<//>`}
  </div>`;

/** Where there is nothing: says so, and what to do about it. */
export const Empty = ({ title, children }) => html`<div class="empty"><h2>${title}</h2>${children}</div>`;

/** A dialog over the page: the browser keeps the focus in it, Escape closes it. */
export const Dialog = ({ title, close, children, footer, wide }) => {
  const element = useRef();
  useLayoutEffect(() => {
    const dialog = element.current;
    if (!dialog.open) dialog.showModal();
    return () => dialog.close();
  }, []);
  const cancel = (event) => {
    event.preventDefault();
    close();
  };
  const backdrop = (event) => event.target === element.current && close();
  return html`<dialog ref=${element} class=${wide ? "wide" : ""} onCancel=${cancel} onMouseDown=${backdrop} aria-label=${title}>
    <header><h2>${title}</h2><${IconButton} icon="close" label="Close" onClick=${close} /></header>
    <div class="dialog-body">${children}</div>
    ${footer && html`<footer>${footer}</footer>`}
  </dialog>`;
};

const PANEL_GAP = 4;
const PANEL_ROOM_MIN = 240;

/** Where a panel stands: under the button, or over it where there is more room; so that no box that scrolls cuts it off. */
const panelPlace = (button, align) => {
  const box = button.getBoundingClientRect();
  const below = innerHeight - box.bottom;
  const vertical =
    below >= PANEL_ROOM_MIN || below >= box.top
      ? { top: `${box.bottom + PANEL_GAP}px`, maxHeight: `${below - 2 * PANEL_GAP}px` }
      : { bottom: `${innerHeight - box.top + PANEL_GAP}px`, maxHeight: `${box.top - 2 * PANEL_GAP}px` };
  return { ...vertical, ...(align === "end" ? { right: `${Math.max(0, document.documentElement.clientWidth - box.right)}px` } : { left: `${box.left}px` }) };
};

/** A button that opens a panel beneath it; a click elsewhere or Escape closes it. `children` may be a function of close. */
export const Popover = ({ label, title, kind, small, icon, children, align = "start", class: name }) => {
  const [open, setOpen] = useState(false);
  const [place, setPlace] = useState();
  const root = useRef();
  const button = useRef();
  useEffect(() => {
    if (!open) return undefined;
    const outside = (event) => !root.current.contains(event.target) && setOpen(false);
    const escape = (event) => {
      if (event.key === "Escape") {
        setOpen(false);
        button.current.focus();
      }
    };
    const moved = (event) => !root.current.contains(event.target) && setOpen(false);
    addEventListener("mousedown", outside);
    addEventListener("keydown", escape);
    addEventListener("scroll", moved, true);
    addEventListener("resize", moved);
    return () => {
      removeEventListener("scroll", moved, true);
      removeEventListener("resize", moved);
      removeEventListener("mousedown", outside);
      removeEventListener("keydown", escape);
    };
  }, [open]);
  const close = () => setOpen(false);
  const toggle = () => {
    setPlace(panelPlace(button.current, align));
    setOpen(!open);
  };
  const look = icon && !label ? "icon-button" : classes("button", kind || "plain", small && "small");
  return html`<span class=${classes("popover", name)} ref=${root}>
    <button type="button" ref=${button} class=${look} aria-expanded=${open} title=${title} aria-label=${label ? undefined : title}
      onClick=${toggle}>
      ${icon && html`<${Icon} name=${icon} />`}${label}
    </button>
    ${open && html`<div class="panel" style=${place}>${typeof children === "function" ? children(close) : children}</div>`}
  </span>`;
};

/** A panel of choices: [{label, icon, act, danger, disabled}]; arrow keys go through them. */
export const Menu = ({ items, ...rest }) =>
  html`<${Popover} ...${rest}>${(close) => html`<${Choices} items=${items} close=${close} />`}<//>`;

/** The choices alone, where something else opens and closes the panel. */
export const Choices = ({ items, close }) => {
  const list = useRef();
  useEffect(() => list.current.querySelector("button:not([disabled])")?.focus(), []);
  const move = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...list.current.querySelectorAll("button:not([disabled])")];
    const at = buttons.indexOf(document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length].focus();
  };
  return html`<ul class="menu" role="menu" ref=${list} onKeyDown=${move}>
    ${items.filter(Boolean).map(
      (item) => html`<li role="none">
        <button type="button" role="menuitem" class=${item.danger ? "danger" : ""} disabled=${item.disabled}
          onClick=${() => (close(), item.act())}>
          ${item.icon && html`<${Icon} name=${item.icon} />`}${item.label}
        </button>
      </li>`,
    )}
  </ul>`;
};

/** Text with a button that copies it. */
export const Copy = ({ text, label = "Copy" }) => {
  const [done, setDone] = useState(false);
  const copy = async () => {
    await copyText(text);
    setDone(true);
    setTimeout(() => setDone(false), 1500);
  };
  return html`<${IconButton} icon=${done ? "check" : "copy"} label=${done ? "Copied" : label} onClick=${copy} class="copy" />`;
};

/** Browsers have a clipboard only for pages that came by TLS or from this machine. */
const copyText = async (text) => {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
};

/** Code to be copied. */
export const Code = ({ text }) => html`<div class="code"><pre tabindex="0"><code>${text}</code></pre><${Copy} text=${text} /></div>`;

// Short messages at the edge of the page, one beneath the other, that go by themselves.

const TOAST_MS = 6000;
let toasts = [];
let showToasts = () => {};

/** Tells something that has happened; `undo` offers to take it back. */
export const toast = (text, { kind = "info", undo } = {}) => {
  const one = { id: Math.random(), text, kind, undo };
  toasts = [...toasts, one];
  showToasts(toasts);
  setTimeout(() => dropToast(one), TOAST_MS);
};

/** The same for what failed. */
export const toastFailure = (error) => toast(`${error.name}: ${error.message}`, { kind: "failed" });

const dropToast = (one) => {
  toasts = toasts.filter((other) => other !== one);
  showToasts(toasts);
};

export const Toasts = () => {
  const [shown, setShown] = useState(toasts);
  useEffect(() => {
    showToasts = setShown;
  }, []);
  return html`<div class="toasts" role="status" aria-live="polite">
    ${shown.map(
      (one) => html`<div key=${one.id} class=${classes("toast", one.kind)}>
        <span>${one.text}</span>
        ${one.undo && html`<${Button} small kind="quiet" onClick=${() => (dropToast(one), one.undo())}>Undo<//>`}
        <${IconButton} icon="close" label="Dismiss" onClick=${() => dropToast(one)} />
      </div>`,
    )}
  </div>`;
};
