import { h } from "preact";
import htm from "htm";

export { Component, Fragment, createContext, render } from "preact";
export { useCallback, useContext, useEffect, useId, useLayoutEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";

/** Templates: html`<p class="x">${text}</p>`. Everything that is put in is text, never markup. */
export const html = htm.bind(h);

/** Class names, without those that do not apply: classes("a", open && "b"). */
export const classes = (...names) => names.filter(Boolean).join(" ");
