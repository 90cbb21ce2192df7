// Watches a page for a benchmark: when what it waits for has been painted, when input came, when a canvas was drawn.
(() => {
  const inputs = {};
  const draws = [];
  for (const type of ["click", "input", "keydown", "mousedown", "mouseup"]) {
    addEventListener(type, (event) => (inputs[type] = event.timeStamp), true);
  }
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...area) {
    draws.push({ at: performance.now(), canvas: this.canvas });
    return clear.apply(this, area);
  };

  let asking = 0;
  const ask = window.fetch;
  window.fetch = (...call) => {
    asking++;
    return ask(...call).finally(() => asking--);
  };

  /** Calls back behind the paint of the frame that is being made. */
  const painted = (done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    channel.port2.postMessage(0);
  };

  const PATIENCE_MS = 60_000;

  /** The moment when a frame has been painted in which this holds. */
  const when = (holds) =>
    new Promise((done, fail) => {
      const end = performance.now() + PATIENCE_MS;
      const look = () => {
        if (holds()) painted(done);
        else if (performance.now() > end) fail(new Error(`never: ${holds}`));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });

  const inSight = (element) => {
    const { top, bottom, height } = element.getBoundingClientRect();
    return height > 0 && bottom > 0 && top < innerHeight;
  };

  const rows = () => {
    const grid = document.querySelector(".grid");
    if (!grid) return [];
    const { top, bottom } = grid.getBoundingClientRect();
    return [...grid.querySelectorAll(".grid-body .row")].filter((row) => {
      const at = row.getBoundingClientRect();
      return at.bottom > top + 32 && at.top < bottom;
    });
  };

  /** No place in sight is without a row, and no cell without what it shows. */
  const filled = () => {
    const grid = document.querySelector(".grid");
    if (!grid) return false;
    const body = grid.querySelector(".grid-body");
    const high = Math.min(grid.clientHeight - 32, body.offsetHeight - grid.scrollTop);
    const seen = rows();
    return seen.length > 0 && seen.length >= Math.floor(high / seen[0].offsetHeight) && seen.every((row) => !row.querySelector(".bone"));
  };
  const settled = () => filled() && !document.querySelector(".grid.busy") && !document.querySelector(".filter-box.asking");
  const names = () => rows().map((row) => row.querySelector(".name-cell")?.textContent).join("\n");

  /** Every chart in sight has been drawn. */
  const charted = () => {
    const seen = [...document.querySelectorAll("figure.chart")].filter(inSight);
    const drawn = new Set(draws.map(({ canvas }) => canvas));
    return seen.length > 0 && seen.every((chart) => [...chart.querySelectorAll("canvas")].some((canvas) => drawn.has(canvas)));
  };

  /** The last drawing of a canvas, once nothing is asked for and none has been drawn for so long. */
  const drawingEnded = (since, quietMs) =>
    new Promise((done) => {
      const look = () => {
        const last = draws.at(-1)?.at || 0;
        if (asking === 0 && last > since && performance.now() - last > quietMs) done(last);
        else setTimeout(look, 20);
      };
      look();
    });

  /** Bytes of bodies as they came, and with their heads: of the page itself, and of what it asked for. */
  const weight = () => {
    const sums = { page: 0, pageWithHeads: 0, data: 0 };
    for (const one of [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]) {
      if (one.name.includes("/api/")) sums.data += one.encodedBodySize;
      else {
        sums.page += one.encodedBodySize;
        sums.pageWithHeads += one.transferSize;
      }
    }
    return sums;
  };

  /** Samples every frame until told to stop: how many showed a place without its row, and the longest time between two. */
  const watchFrames = () => {
    const seen = { frames: 0, blank: 0, longestMs: 0 };
    let going = true;
    let before = performance.now();
    const look = (now) => {
      seen.frames++;
      if (!filled()) seen.blank++;
      seen.longestMs = Math.max(seen.longestMs, now - before);
      before = now;
      if (going) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    const stop = () => {
      going = false;
      return seen;
    };
    return { stop };
  };

  window.bench = { inputs, draws, when, filled, settled, names, charted, drawingEnded, weight, watchFrames };
})();
