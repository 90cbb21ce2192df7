import { html, useLayoutEffect, useRef, useState } from "../lib/dom.js";

const BEYOND = 8;

/** A box that scrolls through any number of rows of one height, of which those in sight are there. */
export const Rows = ({ count, height, row, label, head, children }) => {
  const box = useRef();
  const [view, setView] = useState({ from: 0, to: 40 });
  const look = () => {
    const { scrollTop, clientHeight } = box.current;
    const from = Math.max(0, Math.floor(scrollTop / height) - BEYOND);
    const to = Math.ceil((scrollTop + clientHeight) / height) + BEYOND;
    setView((before) => (before.from === from && before.to === to ? before : { from, to }));
  };
  useLayoutEffect(() => {
    look();
    const observer = new ResizeObserver(look);
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [count]);
  const to = Math.min(count, view.to);
  const from = Math.min(view.from, to);
  const shown = [];
  for (let i = from; i < to; i++) shown.push(row(i));
  return html`<div class="rows" role="table" aria-label=${label} aria-rowcount=${count + 1} tabindex="0" ref=${box} onScroll=${look}>
    ${head}
    <div role="rowgroup" class="all" style=${{ height: `${count * height}px` }}>
      <div style=${{ transform: `translateY(${from * height}px)` }} role="presentation">${shown}</div>
    </div>
    ${children}
  </div>`;
};
