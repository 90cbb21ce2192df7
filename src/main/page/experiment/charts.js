import { patch, useAddress } from "../lib/address.js";
import { classes, html, useEffect, useMemo, useRef, useState } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { Button, Empty, Icon, Popover } from "../lib/ui.js";
import { useSettled } from "../lib/load.js";
import { Chart } from "./chart.js";
import { FullChart } from "./full-chart.js";
import { loadPlots } from "./plot.js";
import { matches, sectionsOf } from "./series.js";

const HEIGHT = 190;
/** Charts of a section, and sections, at first, and again whenever the end of them comes into sight. */
const MORE = 24;
const MORE_SECTIONS = 12;
const SYNC_KEY = "charts";

const AXES = [
  { name: "step", label: "Step" },
  { name: "relativeTime", label: "Time since start" },
  { name: "time", label: "Time" },
];

/** How charts are shown: all of it is in the address. */
const viewOf = (query) => {
  const axis = AXES.some((one) => one.name === query.get("axis")) ? query.get("axis") : "step";
  const zoom = /^(-?\d{1,19})\.\.(-?\d{1,19})$/.exec(query.get("zoom") || "");
  const smoothing = Number(query.get("smooth"));
  return {
    axis,
    zoom: zoom && Number(zoom[1]) <= Number(zoom[2]) ? [Number(zoom[1]), Number(zoom[2])] : undefined,
    smoothing: smoothing > 0 && smoothing < 1 ? smoothing : 0,
    logY: query.has("logy"),
    logX: query.has("logx") && axis !== "time",
  };
};

const zoomTo = (zoom) => patch({ zoom: zoom && zoom.join("..") }, { push: true });

/** The charts of all series, in sections. */
export const ChartsTab = ({ experiment }) => {
  const { query } = useAddress();
  const [search, setSearch] = useState(query.get("search") || "");
  const settled = useSettled(search, 250);
  const [shown, setShown] = useState(MORE_SECTIONS);
  const first = useRef(true);
  useEffect(() => {
    loadPlots();
  }, []);
  useEffect(() => {
    if (!first.current) patch({ search: settled });
    first.current = false;
  }, [settled]);
  useEffect(() => {
    // Somebody went back, or followed a link.
    const wanted = query.get("search") || "";
    if (wanted !== settled) setSearch(wanted);
  }, [query.get("search")]);
  const sections = useMemo(() => {
    const fits = matches(search);
    return sectionsOf(experiment.rows.filter((row) => fits(row.name)));
  }, [experiment.rows, search]);
  const key = query.toString();
  const view = useMemo(() => viewOf(query), [key]);
  const closed = new Set((query.get("closed") || "").split(",").filter(Boolean).map(decodeURIComponent));
  const toggle = (prefix) => {
    if (!closed.delete(prefix)) closed.add(prefix);
    patch({ closed: [...closed].map(encodeURIComponent).join(",") });
  };
  if (experiment.rows.length === 0) {
    return html`<${Empty} title="No series yet"><p>Charts appear as soon as the first point is logged.</p><//>`;
  }
  const full = experiment.rows.find((row) => row.name === query.get("full"));
  return html`<div class="charts">
    <div class="chart-tools">
      <input type="search" placeholder="Search series" aria-label="Search series" value=${search} onInput=${(event) => setSearch(event.target.value)} />
      <${ViewTools} view=${view} />
    </div>
    ${sections.length === 0 && html`<${Empty} title="No series has that in its name"><${Button} onClick=${() => setSearch("")}>Show all<//><//>`}
    ${sections.slice(0, shown).map(
      (section) => html`<${Section} key=${section.prefix} section=${section} experiment=${experiment} view=${view} open=${!closed.has(section.prefix || "/")}
        toggle=${() => toggle(section.prefix || "/")} />`,
    )}
    <${End} left=${sections.length - shown} what="section" more=${() => setShown(shown + MORE_SECTIONS)} />
    ${full && html`<${FullChart} experiment=${experiment} row=${full} view=${view} zoomTo=${zoomTo} tools=${html`<${ViewTools} view=${view} />`} close=${() => patch({ full: null })} />`}
  </div>`;
};

const ViewTools = ({ view }) => html`<label class="beside">
    <span>Axis</span>
    <select value=${view.axis} onChange=${(event) => patch({ axis: event.target.value === "step" ? null : event.target.value, zoom: null })}>
      ${AXES.map((axis) => html`<option key=${axis.name} value=${axis.name}>${axis.label}</option>`)}
    </select>
  </label>
  <label class="beside"><input type="checkbox" checked=${view.logY} onChange=${(event) => patch({ logy: event.target.checked ? "1" : null })} />Log y</label>
  <label class="beside" title=${view.axis === "time" ? "Moments have no logarithm" : undefined}>
    <input type="checkbox" checked=${view.logX} disabled=${view.axis === "time"} onChange=${(event) => patch({ logx: event.target.checked ? "1" : null })} />Log x
  </label>
  <label class="beside smoothing">
    <span>Smoothing</span>
    <input type="range" min="0" max="0.99" step="0.01" value=${view.smoothing} onInput=${(event) => patch({ smooth: Number(event.target.value) || null })} />
    <span class="number">${view.smoothing.toFixed(2)}</span>
  </label>
  <${Popover} label="Range" title="From where to where charts go">${(close) => html`<${RangeForm} view=${view} close=${close} />`}<//>
  ${view.zoom && html`<${Button} onClick=${() => zoomTo(null)}><${Icon} name="reset" />Whole range<//>`}`;

/** For who has no mouse to drag with, and for exact ends. */
const RangeForm = ({ view, close }) => {
  const [from, setFrom] = useState(view.zoom ? String(view.zoom[0]) : "");
  const [to, setTo] = useState(view.zoom ? String(view.zoom[1]) : "");
  const unit = { step: "steps", time: "ms since 1970", relativeTime: "ms since the start" }[view.axis];
  const good = /^-?\d{1,15}$/.test(from) && /^-?\d{1,15}$/.test(to) && Number(from) <= Number(to);
  const submit = (event) => {
    event.preventDefault();
    if (!good) return;
    zoomTo([Number(from), Number(to)]);
    close();
  };
  return html`<form class="range" onSubmit=${submit}>
    <label>From <input inputmode="numeric" value=${from} onInput=${(event) => setFrom(event.target.value.trim())} /></label>
    <label>To <input inputmode="numeric" value=${to} onInput=${(event) => setTo(event.target.value.trim())} /></label>
    <span class="faint">${unit}</span>
    <${Button} small kind="primary" type="submit" disabled=${!good}>Show<//>
  </form>`;
};

const Section = ({ section, experiment, view, open, toggle }) => {
  const [shown, setShown] = useState(MORE);
  const rows = section.rows.slice(0, shown);
  return html`<section class=${classes("chart-section", open && "open")}>
    <h2><button type="button" aria-expanded=${open} onClick=${toggle}>
      <${Icon} name=${open ? "down" : "right"} />${section.title}<span class="faint">${format.count(section.rows.length)}</span>
    </button></h2>
    ${open &&
    html`<div class="chart-grid">
      ${rows.map(
        (row) => html`<${Chart} key=${row.name} experiment=${experiment} row=${row} label=${section.prefix ? row.name.slice(section.prefix.length + 1) : row.name}
          view=${view} zoomTo=${zoomTo} height=${HEIGHT} syncKey=${SYNC_KEY} open=${() => patch({ full: row.name }, { push: true })} />`,
      )}
    </div>
    <${End} left=${section.rows.length - rows.length} what="chart" more=${() => setShown(shown + MORE)} />`}
  </section>`;
};

/** Where a list goes on as soon as somebody is near. */
const End = ({ left, what, more }) => {
  const end = useRef();
  useEffect(() => {
    if (left <= 0) return undefined;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && more(), { rootMargin: "600px" });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [left]);
  return left > 0 ? html`<div ref=${end} class="section-end faint">${format.plural(left, `more ${what}`)}</div>` : null;
};
