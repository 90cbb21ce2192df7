import { html } from "../lib/dom.js";

const WIDTH = 96;
const HEIGHT = 22;
const PAD = 2;

/** A series as a small line: what is no number leaves a gap. */
export const Sparkline = ({ values, label }) => {
  const numbers = values.filter((value) => typeof value === "number");
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  const x = (i) => PAD + (values.length === 1 ? 0.5 : i / (values.length - 1)) * (WIDTH - 2 * PAD);
  const y = (value) => (high === low ? HEIGHT / 2 : PAD + (1 - (value - low) / (high - low)) * (HEIGHT - 2 * PAD));
  let line = "";
  let pen = false;
  values.forEach((value, i) => {
    if (typeof value !== "number") {
      pen = false;
      return;
    }
    line += `${pen ? "L" : "M"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = true;
  });
  const last = values.findLastIndex((value) => typeof value === "number");
  return html`<svg class="sparkline" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label=${label}>
    <path d=${line} />
    ${last >= 0 && html`<circle cx=${x(last)} cy=${y(values[last])} r="2" />`}
  </svg>`;
};
