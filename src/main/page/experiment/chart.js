import { html, useEffect, useLayoutEffect, useRef, useState } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { Button, IconButton } from "../lib/ui.js";
import { askChart, columnsOf, remarksOf } from "./chart-data.js";
import { loadPlots, Plot } from "./plot.js";
import { revisionOf } from "./series.js";

/** Beside the plot itself, in pixels. */
const AXIS_WIDTH = 64;
const BUCKETS_STEP = 20;

let inSight;
const seen = new Map();

/** Whether an element is in sight, or nearly. */
const useSight = (element) => {
  const [visible, setVisible] = useState(false);
  useLayoutEffect(() => {
    inSight ||= new IntersectionObserver((entries) => entries.forEach((entry) => seen.get(entry.target)?.(entry.isIntersecting)), { rootMargin: "160px" });
    const node = element.current;
    seen.set(node, setVisible);
    inSight.observe(node);
    return () => {
      seen.delete(node);
      inSight.unobserve(node);
    };
  }, []);
  return visible;
};

const useWidth = (element) => {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const look = () => setWidth(element.current.clientWidth);
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return width;
};

/** The chart's columns for what is in view; what was there before stays until they have come. */
const useColumns = (experiment, row, view, width, visible) => {
  const [state, setState] = useState({});
  const [round, setRound] = useState(0);
  const buckets = Math.max(40, Math.ceil((width - AXIS_WIDTH) / BUCKETS_STEP) * BUCKETS_STEP);
  const range = { axis: view.axis, buckets, ...(view.zoom && { from: view.zoom[0], to: view.zoom[1] }) };
  const revision = revisionOf(row);
  useEffect(() => {
    if (!visible) setState((before) => (before.columns ? {} : before)); // They are kept elsewhere, for a while.
    if (!visible || width === 0) return undefined;
    let current = true;
    askChart(experiment.rid, row.name, range, revision).then(
      (chart) => current && setState({ axis: view.axis, zoom: view.zoom, columns: chart ? columnsOf(chart, view.axis, experiment.startTimeMs) : null }),
      (error) => current && setState((before) => ({ ...before, error })),
    );
    return () => {
      current = false;
    };
  }, [visible, experiment.rid, row.name, revision, JSON.stringify(range), round]);
  return { ...state, retry: () => setRound(round + 1) };
};

const useTheme = () => {
  const [round, setRound] = useState(0);
  useEffect(() => {
    const change = () => setRound((before) => before + 1);
    const system = matchMedia("(prefers-color-scheme: dark)");
    addEventListener("themechange", change);
    system.addEventListener("change", change);
    return () => {
      removeEventListener("themechange", change);
      system.removeEventListener("change", change);
    };
  }, []);
  return round;
};

/** One series: a line through the means of buckets in a band from their least to their greatest value. */
export const Chart = ({ experiment, row, label, view, zoomTo, height, open, syncKey }) => {
  const box = useRef();
  const body = useRef();
  const canvas = useRef();
  const tip = useRef();
  const plot = useRef();
  const visible = useSight(box);
  const width = useWidth(body);
  const { axis, columns, error, zoom, retry } = useColumns(experiment, row, view, width, visible);
  const [uPlot, setUPlot] = useState();
  const [remarks, setRemarks] = useState([]);
  const theme = useTheme();
  const live = useRef({});
  live.current = { columns, zoomTo };

  useEffect(() => {
    if (visible) loadPlots().then((loaded) => setUPlot(() => loaded));
  }, [visible]);

  const drawable = Boolean(visible && uPlot && columns && width > 0);
  useLayoutEffect(() => {
    if (!drawable) return undefined;
    plot.current = new Plot(uPlot, canvas.current, {
      axis,
      logX: view.logX,
      logY: view.logY,
      width,
      height,
      syncKey,
      zoomed: (from, to) => live.current.zoomTo([from, to]),
      reset: () => live.current.zoomTo(null),
      hovered: (at, smoothed, rightHalf) => showTip(tip.current, live.current.columns, at, smoothed, rightHalf),
    });
    return () => {
      plot.current.destroy();
      plot.current = undefined;
      showTip(tip.current);
    };
  }, [drawable, axis, view.logX, view.logY, theme, syncKey]);
  useLayoutEffect(() => plot.current?.resize(width, height), [width, height, drawable]);
  useLayoutEffect(() => {
    if (!plot.current) return;
    const { leftOut } = plot.current.show(columns, view.smoothing, zoom);
    setRemarks(remarksOf(columns, { logY: view.logY, leftOut }));
  }, [drawable, columns, axis, view.logX, view.logY, view.smoothing, theme, syncKey]);
  useLayoutEffect(() => {
    if (plot.current && view.axis === axis && view.zoom) plot.current.move(view.zoom);
  }, [view.zoom && view.zoom.join()]);

  const keys = (event) => {
    if (event.target !== body.current) return;
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by) plot.current?.step(by * (event.shiftKey ? 10 : 1));
    else if (event.key === "Enter" && open) open();
    else return;
    event.preventDefault();
  };
  return html`<figure class="chart" ref=${box}>
    <figcaption>
      <span class="title one-line" title=${row.name}>${label}</span>
      <span class="last" title=${`The last value, at step ${row.lastStep}`}>${format.short(row.last)}</span>
      ${open && html`<${IconButton} icon="expand" label=${`Enlarge ${row.name}`} onClick=${open} />`}
    </figcaption>
    <div class="plot" ref=${body} style=${{ height: `${height}px` }} tabindex="0" role="group" onKeyDown=${keys} onBlur=${() => plot.current?.leave()}
      aria-label=${`Chart of ${row.name}, ${row.length} points, last ${row.last}, least ${row.min ?? "none"}, greatest ${row.max ?? "none"}`}>
      <div ref=${canvas} class=${drawable ? "canvas" : "canvas none"}></div>
      <div class="chart-tip" ref=${tip} hidden></div>
      ${columns === null && html`<p class="no-points">No points in this range</p>`}
      ${error && html`<p class="no-points">${error.message} <${Button} small onClick=${retry}>Try again<//></p>`}
    </div>
    <p class="remarks">${remarks.map((one) => html`<span key=${one.text} class=${one.kind}>${one.text}</span>`)}</p>
  </figure>`;
};

/** What is under the cursor, to the last digit. Written by hand: it happens at every move of the mouse. */
const showTip = (tip, columns, at, smoothed, rightHalf) => {
  if (!tip) return;
  if (at === undefined || !columns) {
    tip.hidden = true;
    return;
  }
  const lines = tipLines(columns, at, smoothed);
  while (tip.childNodes.length < lines.length) tip.append(document.createElement("div"));
  while (tip.childNodes.length > lines.length) tip.lastChild.remove();
  lines.forEach((text, i) => {
    tip.childNodes[i].textContent = text;
  });
  tip.classList.toggle("left", rightHalf);
  tip.hidden = false;
};

const exact = (value) => (value === Infinity ? "∞" : value === -Infinity ? "−∞" : format.exact(value));

const tipLines = (c, i, smoothed) => {
  const one = Number(c.count[i]) === 1;
  const steps = c.stepFirst[i] === c.stepLast[i] ? `step ${c.stepFirst[i]}` : `steps ${c.stepFirst[i]} – ${c.stepLast[i]}`;
  const lines = [one ? steps : `${steps}, ${c.count[i]} points`, format.time(Number(c.timeFirst[i]))];
  if (one) lines.push(exact(c.last[i]));
  else {
    if (Number.isNaN(c.min[i])) lines.push("NaN");
    else lines.push(`mean ${exact(c.mean[i])}`, `min ${exact(c.min[i])}`, `max ${exact(c.max[i])}`);
    lines.push(`last ${exact(c.last[i])}`);
    if (Number(c.nanCount[i]) > 0) lines.push(`${c.nanCount[i]} NaN`);
  }
  if (smoothed !== null && smoothed !== undefined) lines.push(`smoothed ${format.short(smoothed)}`);
  return lines;
};
