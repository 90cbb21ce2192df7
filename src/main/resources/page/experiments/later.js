import { html, useEffect, useState } from "../lib/dom.js";

/** A component whose module is loaded when it is first shown: what is seldom opened is not in everybody's way. */
export const later = (load, name) => {
  let view;
  return (props) => {
    const [, setLoaded] = useState(false);
    useEffect(() => {
      if (view) return;
      load().then((module) => {
        view = module[name];
        setLoaded(true);
      }, console.error);
    }, []);
    return view ? html`<${view} ...${props} />` : html`<span class="unseen">Loading</span>`;
  };
};
