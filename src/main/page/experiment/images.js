import { patch, useAddress } from "../lib/address.js";
import { path } from "../lib/api.js";
import { html, useEffect } from "../lib/dom.js";
import * as format from "../lib/format.js";
import { Icon, IconButton } from "../lib/ui.js";

/** The images of one name, a step at a time. The step is in the address; without one it is the last. */
export const ImageView = ({ at, name, images }) => {
  const { query } = useAddress();
  const wanted = images.findIndex((image) => String(image.step) === query.get("step"));
  const i = wanted < 0 ? images.length - 1 : wanted;
  const image = images[i];
  const address = (one) => at + path`/images/${name}/${one.step}`;
  const show = (next) => patch({ step: String(images[next].step) });
  useEffect(() => {
    // The next one each way, so that the slider moves without a gap.
    for (const near of [images[i - 1], images[i + 1]]) if (near) new Image().src = address(near);
  }, [i]);
  return html`<section class="card image-view" aria-label=${`Images ${name}`}>
    <header>
      <h2 class="one-line" title=${name}>${name}</h2>
      <span class="faint">${image.contentType.replace("image/", "").toUpperCase()}, ${format.bytes(Number(image.sizeBytes))}</span>
      <span class="fill"></span>
      <a class="button small" href=${address(image)} download><${Icon} name="download" />Download</a>
    </header>
    <div class="slider">
      <${IconButton} icon="left" label="The step before" disabled=${i === 0} onClick=${() => show(i - 1)} />
      <input type="range" min="0" max=${images.length - 1} step="1" value=${i} disabled=${images.length === 1} aria-label="Step"
        aria-valuetext=${`Step ${image.step}`} onInput=${(event) => show(Number(event.target.value))} />
      <${IconButton} icon="right" label="The step after" disabled=${i === images.length - 1} onClick=${() => show(i + 1)} />
      <span class="number">step ${image.step}</span>
      <span class="faint">${i + 1} of ${images.length}</span>
    </div>
    <div class="stage"><img src=${address(image)} alt=${image.caption || `${name} at step ${image.step}`} /></div>
    ${image.caption && html`<p class="caption">${image.caption}</p>`}
  </section>`;
};
