const loaded = new Map();

/** Loads a style sheet once; done when it applies. */
export const loadStyle = (url) => {
  const { href } = new URL(url);
  if (!loaded.has(href)) {
    const element = document.createElement("link");
    element.rel = "stylesheet";
    element.href = href;
    loaded.set(href, new Promise((done, fail) => Object.assign(element, { onload: done, onerror: fail })));
    document.head.append(element);
  }
  return loaded.get(href);
};
