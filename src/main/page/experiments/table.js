import { classes, html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../lib/dom.js";
import { column } from "./columns.js";
import { Head } from "./head.js";
import { CHECK_WIDTH, layOut, sameLayout } from "./layout.js";
import { Card, ExperimentRow, GroupCard, GroupRow } from "./row.js";

const AHEAD_ROWS = 16;
const AHEAD_MS = 200;
const MARGIN_ROWS = 6;

/** Browsers make no element higher than some 16 million pixels; who wants what lies behind filters. */
export const HEIGHT_MAX = 15_000_000;

const TICK_MS = 5_000;

/**
 * Rows by their places in a list of any length, of which only those in sight are elements.
 *
 * @param source {size, at(place), ensure(from, to), placeOf(rid), version, stays: what another source has in common that is looked at
 *     from where this one was}
 * @param folded whether a row hides those beneath it; undefined where rows are not nested
 * @param actions what rows, keys and heads do: {open, check, range, toggle, fold, sort, columns, menu}
 */
export const Table = ({ source, columns, pinned, special, folded, order, rowHeight, cards, model, selection, actions, busy, label, round }) => {
  const scroller = useRef();
  const anchor = useRef();
  const looked = useRef();
  const ahead = useRef(0);
  const [sight, setSight] = useState(() => ({ from: 0, to: Math.ceil(innerHeight / rowHeight), left: 0, width: innerWidth, height: innerHeight }));
  const [active, setActive] = useState(-1);
  const tick = useTick();
  const layout = useLayout(columns, cards ? 0 : pinned, sight, special);
  const size = Math.min(source.size, Math.floor(HEIGHT_MAX / rowHeight));

  const look = () => {
    const element = scroller.current;
    const first = Math.floor(element.scrollTop / rowHeight);
    const last = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight);
    source.ensure(first, last);
    anchor.current = { rid: source.at(first)?.rid, place: first, version: source.version };
    setSight((before) => {
      const margin = Math.min(MARGIN_ROWS, ahead.current);
      const inside = first >= before.from + (before.from > 0 ? margin : 0) && last <= before.to - margin;
      const few = before.to - before.from <= last - first + 3 * AHEAD_ROWS;
      const rows = inside && few ? {} : { from: Math.max(0, first - ahead.current), to: last + ahead.current };
      const aside = Math.abs(element.scrollLeft - before.left) > 100 || element.clientWidth !== before.width
        ? { left: element.scrollLeft, width: element.clientWidth } : {};
      const next = { ...before, ...rows, ...aside, height: element.clientHeight };
      return Object.keys(next).every((name) => next[name] === before[name]) ? before : next;
    });
  };

  // What is in sight comes first, what is near it when it has been painted.
  useEffect(() => {
    const timer = setTimeout(() => {
      ahead.current = AHEAD_ROWS;
      look();
    }, AHEAD_MS);
    return () => clearTimeout(timer);
  }, []);

  // Another question is looked at from its top; the same one, answered anew, from the row that was on top.
  useLayoutEffect(() => {
    if (looked.current !== source.stays) {
      scroller.current.scrollTop = 0;
      setActive(-1);
    }
    looked.current = source.stays;
    look();
  }, [source, rowHeight]);
  useLayoutEffect(() => {
    const { rid, place, version } = anchor.current || {};
    if (rid && version !== source.version && scroller.current.scrollTop > 0) {
      const now = source.placeOf(rid);
      if (now >= 0 && now !== place) scroller.current.scrollTop += (now - place) * rowHeight;
    }
    look();
  }, [round]);
  useEffect(() => {
    const observer = new ResizeObserver(look);
    observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [source, rowHeight]);

  const reveal = (place) => {
    const element = scroller.current;
    const headHeight = cards ? 0 : element.querySelector(".grid-head")?.offsetHeight || 0;
    const room = element.clientHeight - headHeight;
    const top = place * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + room) element.scrollTop = top + rowHeight - room;
    look();
  };
  const moveTo = (place, event) => {
    const to = Math.max(0, Math.min(size - 1, place));
    if (event?.shiftKey) actions.range(active < 0 ? to : active, to);
    setActive(to);
    reveal(to);
  };
  const keys = (event) => {
    if (event.target !== scroller.current || size === 0) return;
    const page = Math.max(1, Math.floor(sight.height / rowHeight) - 2);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    if (event.key in steps) moveTo(active < 0 ? 0 : active + steps[event.key], event);
    else if (event.key === "Home") moveTo(0, event);
    else if (event.key === "End") moveTo(size - 1, event);
    else if (isFold(source.at(active), event.key)) actions.fold(source.at(active));
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") scroller.current.scrollLeft += event.key === "ArrowRight" ? 80 : -80;
    else if (event.key === "Enter" && source.at(active)) actions.open(source.at(active), active, event);
    else if (event.key === " " && source.at(active)) actions.toggle(source.at(active), active);
    else if (event.key === "a" && (event.ctrlKey || event.metaKey)) actions.all();
    else if (event.key === "Escape") actions.escape();
    else return;
    event.preventDefault();
  };
  const isFold = (row, key) => folded && row?.children > 0 && key === (folded(row) ? "ArrowRight" : "ArrowLeft");
  const act = useStable({
    fold: (event, row, place) => {
      event.stopPropagation();
      setActive(place);
      actions.fold(row);
    },
    click: (event, row, place) => {
      setActive(place);
      actions.click(event, row, place);
    },
    check: (event, row, place) => {
      event.stopPropagation();
      setActive(place);
      actions.check(event, row, place);
    },
  });

  const rows = [];
  const carded = useMemo(() => columns.map(({ key }) => special?.[key] || column(key)), [columns]);
  for (let place = sight.from; place < Math.min(size, sight.to); place++) {
    const row = source.at(place);
    const fold = folded && row?.children > 0 ? folded(row) : undefined;
    const props = { key: place, row, place, top: place * rowHeight, model, act, active: place === active, fold, tick };
    if (row?.isGroup) rows.push(cards ? html`<${GroupCard} ...${props} columns=${carded} />` : html`<${GroupRow} ...${props} layout=${layout} selected=${row.rids.every((rid) => selection.has(rid))} />`);
    else {
      const selected = row ? selection.has(row.rid) : false;
      rows.push(
        cards
          ? html`<${Card} ...${props} columns=${carded} selected=${selected} />`
          : html`<${ExperimentRow} ...${props} layout=${layout} selected=${selected} />`,
      );
    }
  }
  const width = cards ? undefined : `${layout.total}px`;
  return html`<div class=${classes("grid", cards && "cards", busy && "busy")} role=${special || folded ? "treegrid" : "grid"} tabindex="0" ref=${scroller} onScroll=${look} onKeyDown=${keys}
    onMouseDown=${(event) => event.shiftKey && event.preventDefault()}
    aria-label=${label} aria-busy=${busy} aria-rowcount=${size + 1} aria-colcount=${columns.length + 1} aria-multiselectable="true"
    aria-activedescendant=${active >= 0 ? `row-${active}` : undefined}>
    ${!cards && html`<${Head} layout=${layout} columns=${columns} pinned=${pinned} order=${order} actions=${actions} scroller=${scroller} special=${special}
      selection=${selection} shown=${size} />`}
    <div class="grid-body" role="rowgroup" style=${{ height: `${size * rowHeight}px`, width, "--row-height": `${rowHeight}px` }}>${rows}</div>
  </div>`;
};

/** The same object as long as it shows the same, so that rows need not be drawn again. */
const useLayout = (columns, pinned, sight, special) => {
  const kept = useRef();
  const next = layOut(columns, Math.min(pinned, columns.length), sight.left, sight.width - CHECK_WIDTH, special);
  if (!kept.current || !sameLayout(kept.current, next)) kept.current = next;
  return kept.current;
};

/** Functions that stay the same and do what the latest ones do. */
const useStable = (functions) => {
  const latest = useRef();
  latest.current = functions;
  const [stable] = useState(() =>
    Object.fromEntries(Object.keys(functions).map((name) => [name, (...given) => latest.current[name](...given)])),
  );
  return stable;
};

/** Another number every few seconds, for what says how long ago something was. */
const useTick = () => {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((before) => before + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return tick;
};
