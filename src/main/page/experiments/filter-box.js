import { classes, html, useEffect, useId, useLayoutEffect, useRef, useState } from "../lib/dom.js";
import { Icon, IconButton } from "../lib/ui.js";
import { isWhole, placeAt, suggest } from "./completion.js";

const SETTLE_MS = 350;
const PAD_PX = 30;

/**
 * The filter: what is typed is asked for once the typing stops. A list completes names, words and values; what is wrong is
 * shown beneath the character that is wrong.
 */
export const FilterBox = ({ model, filter, error, change, busy }) => {
  const [text, setText] = useState(filter);
  const [place, setPlace] = useState();
  const [items, setItems] = useState([]);
  const [active, setActive] = useState(-1);
  const [focused, setFocused] = useState(false);
  const [scrolled, setScrolled] = useState(0);
  const input = useRef();
  const list = useRef();
  const caret = useRef();
  const id = useId();

  // What was typed here comes back by the address, and must not undo what has been typed since.
  const sent = useRef(filter);
  const send = (wanted) => {
    sent.current = wanted;
    change(wanted);
  };
  useEffect(() => {
    if (filter !== sent.current) setText(filter);
    sent.current = filter;
  }, [filter]);
  useEffect(() => {
    if (text.trim() === filter || !isWhole(text)) return undefined;
    const timer = setTimeout(() => send(text.trim()), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, filter]);
  useEffect(() => {
    if (!place) return setItems([]);
    const ended = new AbortController();
    const timer = setTimeout(() => {
      suggest(model, place, ended.signal).then(
        (found) => !ended.signal.aborted && (setItems(found.filter(({ insert }) => insert.trim() !== place.prefix)), setActive(-1)),
        () => {},
      );
    }, 40);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [place && JSON.stringify(place), model]);
  useLayoutEffect(() => {
    if (caret.current === undefined) return;
    input.current.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
    complete();
  }, [text]);
  useLayoutEffect(() => list.current?.querySelector(".here")?.scrollIntoView({ block: "nearest" }), [active]);

  const complete = () => {
    const { selectionStart, selectionEnd, value } = input.current;
    setPlace(selectionStart === selectionEnd ? placeAt(value, selectionStart) : undefined);
  };
  const close = () => {
    setPlace(undefined);
    setActive(-1);
  };
  const accept = (item) => {
    const before = text.slice(0, place.from) + item.insert;
    const rest = text.slice(input.current.selectionStart);
    caret.current = before.length;
    setText(before + rest.replace(/^ +/, ""));
    input.current.focus();
  };
  const apply = () => {
    close();
    if (text.trim() !== filter) send(text.trim());
  };
  const keys = (event) => {
    const open = place && items.length > 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!place) return complete();
      if (open) {
        const step = event.key === "ArrowDown" ? 1 : -1;
        setActive(active < 0 ? (step > 0 ? 0 : items.length - 1) : (active + step + items.length) % items.length);
      }
    } else if (event.key === "Tab" && open && !event.shiftKey && (active >= 0 || place.prefix)) {
      accept(items[Math.max(0, active)]);
    } else if (event.key === "Enter") {
      if (open && active >= 0) accept(items[active]);
      else apply();
    } else if (event.key === "Escape") {
      if (!place) return;
      close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const open = focused && place && items.length > 0;
  const wrong = error?.name === "InvalidFilter" && error.parameters.what === "filter" && text.trim() === filter ? error.parameters : undefined;
  const at = wrong ? Math.max(0, Number(wrong.position) - 1) : 0;
  const unfinished = wrong && focused && at >= text.trimEnd().length;
  return html`<div class=${classes("filter-box", wrong && !unfinished && "wrong", busy && "asking")}>
    <${Icon} name="search" />
    <input ref=${input} class="mono" role="combobox" spellcheck="false" autocomplete="off" autocapitalize="off" value=${text} maxlength="100000"
      placeholder="Filter: params.lr > 0.001 and series.loss.last < 0.1" aria-label="Filter" aria-autocomplete="list" aria-expanded=${Boolean(open)}
      aria-controls=${open ? `${id}-list` : undefined} aria-activedescendant=${open && active >= 0 ? `${id}-${active}` : undefined}
      aria-invalid=${Boolean(wrong && !unfinished)} aria-describedby=${wrong ? `${id}-wrong` : undefined}
      onInput=${(event) => (setText(event.currentTarget.value), complete())} onKeyDown=${keys} onClick=${complete}
      onFocus=${() => setFocused(true)} onBlur=${() => (setFocused(false), close())} onScroll=${(event) => setScrolled(event.currentTarget.scrollLeft)} />
    ${text && html`<${IconButton} icon="close" label="No filter" onClick=${() => (setText(""), send(""), input.current.focus())} />`}
    ${open && html`<ul class="suggestions" role="listbox" id=${`${id}-list`} ref=${list} aria-label="Completions"
      style=${{ left: `${Math.max(0, PAD_PX + widthOf(input.current, text.slice(0, place.from)) - scrolled)}px` }}>
      ${items.map(
        (item, i) => html`<li key=${item.group + item.label} role="option" id=${`${id}-${i}`} aria-selected=${i === active} class=${classes(i === active && "here")}
          onMouseDown=${(event) => (event.preventDefault(), accept(item))}>
          <span class="mono one-line">${item.label}</span><span class="faint">${item.hint}</span>
        </li>`,
      )}
    </ul>`}
    ${wrong && !(unfinished && place) && html`<p class=${classes("filter-wrong", unfinished && "unfinished")} id=${`${id}-wrong`} role="status">
      <span class="caret" aria-hidden="true" style=${{ marginLeft: `${Math.max(0, PAD_PX + widthOf(input.current, text.slice(0, at)) - scrolled)}px` }}>▲</span>
      <span title=${wrong.reason}>${wrong.reason.split("; there are ")[0]}<span class="unseen">, at character ${at + 1}</span></span>
    </p>`}
  </div>`;
};

let pen;

/** How wide a text is in the input's font. */
const widthOf = (element, text) => {
  if (!element) return 0;
  pen ||= document.createElement("canvas").getContext("2d");
  const { fontSize, fontFamily } = getComputedStyle(element);
  pen.font = `${fontSize} ${fontFamily}`;
  return pen.measureText(text).width;
};
