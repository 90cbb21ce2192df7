import { UI } from "./api.js";
import { useEffect, useRef } from "./dom.js";

const POLL_MS = 5000;

/**
 * Calls back whenever something may have changed of `about`, {experiment: rid} or {model: rid}; of nothing where it is
 * undefined. Nobody listens while nobody looks: a browser has few connections for one server. Where the server has no room for one
 * more listener, it is asked now and then.
 */
export const useLive = (about, changed) => {
  const latest = useRef(changed);
  latest.current = changed;
  const query = about && new URLSearchParams(about).toString();
  useEffect(() => {
    if (!query) return undefined;
    const stop = { now: () => {} };
    const look = () => {
      stop.now();
      stop.now = document.visibilityState === "visible" ? listen(query, () => latest.current()) : () => {};
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      stop.now();
      document.removeEventListener("visibilitychange", look);
    };
  }, [query]);
};

/** Returns how to end it. */
const listen = (query, changed) => {
  let version;
  let timer;
  const events = new EventSource(`${UI}/events?${query}`);
  events.addEventListener("change", (event) => {
    if (event.data !== version) changed();
    version = event.data;
  });
  events.addEventListener("error", () => {
    // A browser tries again by itself unless the server has said no.
    if (events.readyState === EventSource.CLOSED) timer ||= setInterval(changed, POLL_MS);
  });
  return () => {
    events.close();
    clearInterval(timer);
  };
};
