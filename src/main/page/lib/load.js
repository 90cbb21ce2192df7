import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "./dom.js";

/**
 * What a page asks the server for: {data, error, loading, reload}. `ask` gets a signal that ends it when what is asked for
 * changes (any of `inputs`) or the component goes; what was there before stays until the new is there.
 */
export const useLoad = (ask, inputs) => {
  const [state, setState] = useState({ loading: true });
  const [round, setRound] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  // Asked at once, not when the browser has painted what there is meanwhile.
  useLayoutEffect(() => {
    const ended = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    latest.current(ended.signal).then(
      (data) => !ended.signal.aborted && setState({ data, loading: false }),
      (error) => !ended.signal.aborted && setState((before) => ({ ...before, error, loading: false })),
    );
    return () => ended.abort();
  }, [...inputs, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  return { ...state, reload };
};

/** The value as it was when it had not changed for so long. */
export const useSettled = (value, ms) => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
};
