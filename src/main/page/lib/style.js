const loaded = new Map();

/** Loads a style sheet of the bundle, once; done when it applies. */
export const loadStyle = (file) => {
  if (!loaded.has(file)) {
    const element = document.createElement("link");
    element.rel = "stylesheet";
    element.href = new URL(file, import.meta.url);
    loaded.set(file, new Promise((done, fail) => Object.assign(element, { onload: done, onerror: fail })));
    document.head.append(element);
  }
  return loaded.get(file);
};
