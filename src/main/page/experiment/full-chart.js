import { api, NATIVE, path } from "../lib/api.js";
import { html, useEffect, useState } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { useLoad } from "../lib/load.js";
import { Button, Dialog, Failure, Icon } from "../lib/ui.js";
import { Chart } from "./chart.js";
import { revisionOf } from "./series.js";

const PAGE = 100;
const HEIGHT_PART = 0.45;

/** One chart as large as the window, with the points that it is made of beneath it. */
export const FullChart = ({ experiment, row, view, zoomTo, tools, close }) => {
  const [height, setHeight] = useState(heightNow());
  useEffect(() => {
    const resize = () => setHeight(heightNow());
    addEventListener("resize", resize);
    return () => removeEventListener("resize", resize);
  }, []);
  return html`<${Dialog} title=${row.name} close=${close} wide>
    <div class="full-chart">
      <div class="chart-tools">${tools}</div>
      <${Aggregates} row=${row} />
      <${Chart} experiment=${experiment} row=${row} label=${row.name} view=${view} zoomTo=${zoomTo} height=${height} syncKey="full" />
      <${Points} key=${row.name} experiment=${experiment} row=${row} view=${view} />
    </div>
  <//>`;
};

/** Of the whole series, to the last digit, whatever range is shown. */
const Aggregates = ({ row }) => html`<dl class="aggregates">
  <div><dt>Last</dt><dd>${format.exact(row.last)} <span class="faint">at step ${row.lastStep}</span></dd></div>
  ${row.min !== null && html`<div><dt>Min</dt><dd>${format.exact(row.min)} <span class="faint">at step ${row.minStep}</span></dd></div>`}
  ${row.max !== null && html`<div><dt>Max</dt><dd>${format.exact(row.max)} <span class="faint">at step ${row.maxStep}</span></dd></div>`}
  <div><dt>Points</dt><dd>${format.count(row.length)}</dd></div>
  ${row.nanCount > 0 && html`<div><dt>NaN</dt><dd>${format.count(row.nanCount)}</dd></div>`}
</dl>`;

const heightNow = () => Math.max(220, Math.round(innerHeight * HEIGHT_PART));

/** The points as they were logged, in the range of steps that the chart shows. */
const Points = ({ experiment, row, view }) => {
  const [offset, setOffset] = useState(0);
  const steps = view.axis === "step" ? view.zoom : undefined;
  useEffect(() => setOffset(0), [steps && steps.join()]);
  const { data, error, reload } = useLoad(
    (signal) => {
      const query = new URLSearchParams({ series: row.name, offset, limit: PAGE });
      if (steps) {
        query.set("stepFrom", steps[0]);
        query.set("stepTo", steps[1]);
      }
      return api.get(NATIVE + path`/experiments/${experiment.rid}/points` + `?${query}`, { signal });
    },
    [offset, steps && steps.join(), revisionOf(row)],
  );
  if (error) return html`<${Failure} error=${error} retry=${reload} />`;
  const points = data?.series[row.name];
  const count = points ? points.steps.length : 0;
  const of = steps ? "in this range" : `of ${format.count(row.length)}`;
  return html`<section class="points" aria-label="Points">
    <header>
      <h3>Points</h3>
      <span class="soft">${count === 0 ? "none" : `${format.count(offset + 1)} – ${format.count(offset + count)}`} ${of}</span>
      <span class="fill"></span>
      <${Button} small disabled=${offset === 0} onClick=${() => setOffset(Math.max(0, offset - PAGE))}><${Icon} name="left" />Earlier<//>
      <${Button} small disabled=${data?.nextOffset === undefined} onClick=${() => setOffset(offset + PAGE)}>Later<${Icon} name="right" /><//>
    </header>
    <div class="scrolls" tabindex="0" role="region" aria-label="Points as they were logged">
      <table class="list">
        <thead><tr><th class="number">Step</th><th>Time</th><th class="number">Value</th></tr></thead>
        <tbody>
          ${points &&
          points.steps.map(
            (step, i) => html`<tr key=${offset + i}>
              <td class="number mono">${step}</td><td>${format.time(Number(points.times[i]))}</td><td class="number mono">${format.exact(points.values[i])}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
};
