/** Movement: the ranking under the weights given and under the present ones, with a band for each city. */

import { linkHorizontal } from "d3-shape";
import { html } from "../dom.js";
import { useNewest } from "../store.js";
import { listedCities } from "./toolbar.js";

/** @typedef {import("../context.js").Context} Context */

const ROW = 22;

/** Where the names on the left end, where those on the right begin, and how wide it all is: so that names can be read on a small screen, too. */
const [WIDE, TINY] = [
  { left: 190, right: 470, width: 660 },
  { left: 118, right: 182, width: 300 },
];

/** @param {{context: Context, most: number, tiny: boolean}} props At most so many cities are shown. */
export function Movement({ context: { store }, most, tiny }) {
  const { left, right, width } = tiny ? TINY : WIDE;
  const context = useNewest(store, (now) => now);
  const cities = listedCities(context).slice(0, most);
  const { model, scored, nominal, state, say } = context;
  const ranked = cities.filter((city) => !Number.isNaN(scored.ranks[city]));
  const before = nominal.order.filter((city) => ranked.includes(city));
  const height = ROW * (ranked.length + 2);
  const y = (/** @type {number} */ place) => ROW * (place + 1.9);
  const band = linkHorizontal();
  const lines = ranked.map((city, at) => {
    const places = nominal.ranks[city] - scored.ranks[city];
    const chosen = model.cities[city].id === state.city;
    const kind = places > 0 ? "up" : places < 0 ? "down" : "same";
    const path = band({ source: [left + 6, y(before.indexOf(city))], target: [right - 6, y(at)] });
    return html`<path key=${model.cities[city].id} class=${`band ${kind} ${chosen ? "chosen" : ""}`} d=${path}
      ><title>${moveText(context, city, places)}</title></path
    >`;
  });
  const label = (/** @type {number} */ city, /** @type {number} */ at, /** @type {boolean} */ given) => {
    const rank = context.rank((given ? nominal : scored).ranks[city]);
    const text = given ? `${context.city(city)}  ${rank}` : `${rank}  ${context.city(city)}`;
    const chosen = model.cities[city].id === state.city;
    const choose = () => context.update({ city: model.cities[city].id });
    const keys = (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose();
    };
    // One of the two is a stop for the keyboard, and says how the city moved.
    const button = given
      ? { "aria-hidden": "true" }
      : {
          role: "button",
          tabindex: "0",
          "aria-pressed": chosen,
          "aria-label": `${rank} ${moveText(context, city, nominal.ranks[city] - scored.ranks[city])}`,
          onKeyDown: keys,
        };
    return html`<text
      key=${model.cities[city].id}
      class=${chosen ? "chosen" : ""}
      x=${given ? left : right}
      y=${y(at)}
      dy="0.34em"
      text-anchor=${given ? "end" : "start"}
      onClick=${choose}
      ...${button}
      >${text}</text
    >`;
  };
  return html`<figure class="movement">
    <figcaption>${say("movement.title")}</figcaption>
    ${Object.keys(state.changes).length === 0 && html`<p class="quiet">${say("movement.none")}</p>`}
    <svg viewBox="0 0 ${width} ${height}" role="group" aria-label=${say("movement.title")}>
      <text class="head" x=${left} y="16" text-anchor="end">${say("movement.given")}</text>
      <text class="head" x=${right} y="16">${say("movement.now")}</text>
      ${lines} ${before.map((city, at) => label(city, at, true))} ${ranked.map((city, at) => label(city, at, false))}
    </svg>
  </figure>`;
}

/**
 * @param {Context} context
 * @param {number} city
 * @param {number} places
 */
function moveText({ city: name, say }, city, places) {
  const moved =
    places === 0 ? say("move.same") : say(places > 0 ? "move.up" : "move.down", { places: Math.abs(places) });
  return `${name(city)}: ${moved}`;
}
