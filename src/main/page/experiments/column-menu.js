import { html, useEffect, useLayoutEffect, useRef, useState } from "../lib/dom.js";
import { Choices } from "../lib/ui.js";

/** What can be done with a column, at the head that was pressed. */
export const ColumnMenu = ({ at, items, close }) => {
  const panel = useRef();
  const [place, setPlace] = useState({ left: 0, top: 0 });
  useLayoutEffect(() => {
    const head = at.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = panel.current;
    setPlace({
      left: Math.max(8, Math.min(head.left, innerWidth - offsetWidth - 8)),
      top: Math.min(head.bottom + 4, innerHeight - offsetHeight - 8),
    });
  }, [at]);
  useEffect(() => {
    const outside = (event) => !panel.current.contains(event.target) && close();
    const keys = (event) => {
      if (event.key !== "Escape") return;
      close();
      at.focus();
    };
    addEventListener("mousedown", outside);
    addEventListener("keydown", keys);
    return () => {
      removeEventListener("mousedown", outside);
      removeEventListener("keydown", keys);
    };
  }, [at]);
  return html`<div class="panel floating" ref=${panel} style=${{ left: `${place.left}px`, top: `${place.top}px` }}>
    <${Choices} items=${items} close=${close} />
  </div>`;
};
