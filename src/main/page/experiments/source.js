import { useEffect, useLayoutEffect, useRef, useState } from "../lib/dom.js";
import { Groups } from "./groups.js";
import { Rows } from "./rows.js";
import { orderBy } from "./view.js";

const FIRST_ROWS = 60;

/**
 * The rows that a view asks for: {source, round, error, busy}. What was shown stays until the first rows of another question are
 * here; `round` is another number whenever something has come.
 *
 * @param view undefined as long as nothing is to be asked
 */
export const useSource = (model, view, keys) => {
  const [state, setState] = useState({ round: 0 });
  const next = useRef();
  const question = view && JSON.stringify([view.filter, view.order, view.deleted, view.nested, view.group]);
  const columns = JSON.stringify(keys);
  const asked = useRef();

  useLayoutEffect(() => {
    if (!question) return undefined;
    const query = { filter: view.filter, orderBy: orderBy(view.order), deleted: view.deleted };
    const changed = (source) => {
      if (next.current !== source) return;
      setState((before) => {
        if (source.error) return { ...before, error: source.error, busy: false, round: before.round + 1 };
        if (!source.ready) return before;
        if (before.source && before.source !== source) before.source.close();
        return { source, round: before.round + 1, busy: false };
      });
    };
    const source = view.group.length > 0
      ? new Groups(model, query, view.group, keys, changed)
      : new Rows(model, { ...query, nested: view.nested }, keys, changed);
    source.stays = JSON.stringify([view.filter, view.order, view.deleted, view.group]);
    next.current = source;
    asked.current = columns;
    setState((before) => ({ ...before, busy: true }));
    source.ensure(0, FIRST_ROWS);
    return () => {
      setState((before) => {
        if (before.source !== source) source.close();
        return before;
      });
    };
  }, [model, question]);

  useLayoutEffect(() => {
    if (next.current && asked.current !== columns) {
      asked.current = columns;
      next.current.show(keys);
    }
  }, [columns]);
  useEffect(() => () => next.current?.close(), []);
  return state;
};
