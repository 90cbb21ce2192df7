import { useEffect, useRef } from "./dom.js";

const POLL_MS = 2000;

/** Calls back now and then while something may change that is on the screen: `on` says whether anything may. */
export const useLive = (on, changed) => {
  const latest = useRef(changed);
  latest.current = changed;
  useEffect(() => {
    if (!on) return undefined;
    const tick = () => document.visibilityState === "visible" && latest.current();
    const timer = setInterval(tick, POLL_MS);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [on]);
};
