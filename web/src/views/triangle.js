/** Three weights as a point of a triangle, with the areas in which each city is first, or the chosen city has each rank. */

import { useMemo, useRef, useState } from "preact/hooks";
import { placeOfCity } from "../context.js";
import { html } from "../dom.js";
import { fixed } from "../engine/numbers.js";
import { linearScores, rankRegions, whyNoRegions, winners } from "../engine/simplex.js";
import { withShares } from "../engine/weights.js";
import { rankColour, regionColour } from "../palette.js";
import { useNewest } from "../store.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {import("../engine/simplex.js").Point} Point */

const SIDE = 300;
const HEIGHT = (SIDE * Math.sqrt(3)) / 2;
const [PAD, TOP] = [26, 34];
const CORNERS = [
  [PAD + SIDE / 2, TOP],
  [PAD, TOP + HEIGHT],
  [PAD + SIDE, TOP + HEIGHT],
];
const MOST_COMPARED = 150;

/** @param {Point} shares */
function onPlane(shares) {
  return [0, 1].map((axis) => shares.reduce((sum, share, corner) => sum + share * CORNERS[corner][axis], 0));
}

/**
 * Return the shares of the point of the triangle that is next to a place.
 * @param {number} x
 * @param {number} y
 * @returns {Point}
 */
function sharesAt(x, y) {
  const first = (TOP + HEIGHT - y) / HEIGHT;
  const third = (x - PAD) / SIDE - first / 2;
  const held = [first, 1 - first - third, third].map((share) => Math.max(share, 0));
  const total = held.reduce((sum, share) => sum + share, 0);
  return /** @type {Point} */ (held.map((share) => share / total));
}

/**
 * Return whether the root has three weights that can be moved.
 * @param {import("../engine/model.js").Model} model
 */
export function hasTriangle(model) {
  return model.counted[0].length === 3 && !model.fixed[0];
}

/** @param {{context: Context}} props */
export function Triangle({ context }) {
  const { model, scored, state, say } = context;
  const [byRank, setByRank] = useState(false);
  const svg = useRef(/** @type {SVGSVGElement | null} */ (null));
  const box = useRef({ left: 0, top: 0, scale: 1 });
  const corners = model.counted[0];
  const shares = /** @type {Point} */ (corners.map((node) => scored.shares[node]));
  const city = placeOfCity(model, state.city);
  const ranked = byRank && city >= 0 && city < model.sample;
  const regions = useRegions(context, ranked ? city : -1, onPlane(shares));
  const moveTo = (/** @type {Point} */ point, moving = false) =>
    context.update({ changes: withShares(model, context.store.now.state.changes, 0, point) }, moving);
  const drag = (/** @type {PointerEvent} */ event) => {
    if (!(event.buttons & 1) || !svg.current?.hasPointerCapture(event.pointerId)) return;
    const { left, top, scale } = box.current;
    moveTo(sharesAt((event.clientX - left) * scale, (event.clientY - top) * scale), true);
  };
  const start = (/** @type {PointerEvent} */ event) => {
    if (!svg.current) return;
    svg.current.setPointerCapture(event.pointerId);
    const { left, top, width } = svg.current.getBoundingClientRect(); // once per drag, for it costs a layout
    box.current = { left, top, scale: (SIDE + 2 * PAD) / width };
    drag(event);
  };
  const weights = corners.map((node, at) => `${context.node(node)} ${fixed(100 * shares[at], 1)}%`).join(", ");
  return html`<section class="card triangle">
    <h2>${say("triangle.title")}</h2>
    ${
      city >= 0 &&
      city < model.sample &&
      html`<fieldset class="segments">
        <legend class="unseen">${say("triangle.title")}</legend>
        ${[false, true].map(
          (each) =>
            html`<label key=${each}
              ><input type="radio" name="triangle" checked=${ranked === each} onChange=${() => setByRank(each)} /><span
                >${each ? say("triangle.rank", { city: context.city(city) }) : say("triangle.first")}</span
              ></label
            >`,
        )}
      </fieldset>`
    }
    <svg
      ref=${svg}
      viewBox="0 0 ${SIDE + 2 * PAD} ${HEIGHT + TOP + 24}"
      tabindex="0"
      role="application"
      aria-label=${say("triangle.label", { weights })}
      onPointerDown=${start}
      onPointerMove=${drag}
      onPointerUp=${() => context.update({})}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => onKey(event, shares, moveTo)}
    >
      ${regions.areas}
      <polygon class="frame" points=${CORNERS.map((each) => each.join(",")).join(" ")} />
      ${corners.map((node, at) => html`<text key=${node} class="corner" x=${CORNERS[at][0]} y=${at === 0 ? TOP - 12 : TOP + HEIGHT + 17} text-anchor=${["middle", "start", "end"][at]} dx=${[0, -PAD + 4, PAD - 4][at]}>${context.node(node)}</text>`)}
      ${regions.names}
      <${Handle} context=${context} />
    </svg>
    <p class="quiet">${regions.note}</p>
  </section>`;
}

/** @param {{context: Context}} props */
function Handle({ context: { store } }) {
  const { model, scored } = useNewest(store, (now) => now.scored);
  const [x, y] = onPlane(/** @type {Point} */ (model.counted[0].map((node) => scored.shares[node])));
  return html`<g transform=${`translate(${x} ${y})`}><circle class="halo" r="9" /><circle class="point" r="6" /></g>`;
}

/**
 * @param {KeyboardEvent} event
 * @param {Point} shares
 * @param {(point: Point) => void} moveTo
 */
function onKey(event, shares, moveTo) {
  const step = event.shiftKey ? 20 : 4;
  /** @type {Record<string, [number, number]>} */
  const ways = { ArrowUp: [0, -step], ArrowDown: [0, step], ArrowLeft: [-step, 0], ArrowRight: [step, 0] };
  const way = ways[event.key];
  if (!way) return;
  event.preventDefault();
  const [x, y] = onPlane(shares);
  moveTo(sharesAt(x + way[0], y + way[1]));
}

/**
 * Return the areas, their names and what they mean; computed again only where weights below the three change.
 * @param {Context} context
 * @param {number} city Whose ranks are asked for, or -1 for who is first.
 * @param {number[]} point Where the point is, which names keep away from.
 */
function useRegions(context, city, point) {
  const { model, scored, state } = context;
  const root = new Set(model.counted[0].map((at) => model.nodes[at].id));
  const below = JSON.stringify(Object.entries(state.changes).filter(([id]) => !root.has(id)));
  const found = useMemo(() => {
    const why = whyNoRegions(model);
    if (why) return { why };
    const cities = linearScores(model, scored);
    if (city < 0) return { winners: winners(cities) };
    const ranks = cities.length > MOST_COMPARED ? null : rankRegions(cities, city);
    return ranks ? { ranks } : { why: "many" };
  }, [model, below, city]);
  const drawn = useMemo(() => drawnAreas(context, found, city), [found, state.language, state.edition]);
  const near = drawn.labels.findIndex(({ place }) => isNear(point, place));
  const names = useMemo(
    () =>
      drawn.labels.map(
        ({ label, place }, at) =>
          html`<text
            class="area-name"
            x=${place[0]}
            y=${place[1]}
            dy=${at === near ? "-1.4em" : "0.34em"}
            text-anchor="middle"
            >${label}</text
          >`,
      ),
    [drawn, near],
  );
  return { areas: drawn.areas, names, note: drawn.note };
}

/**
 * @param {Context} context
 * @param {{why?: string, winners?: import("../engine/simplex.js").Region[], ranks?: import("../engine/simplex.js").RankRegion[]}} found
 * @param {number} city
 */
function drawnAreas(context, found, city) {
  const { say } = context;
  if (found.why) return { areas: null, labels: [], note: say(`triangle.none.${found.why}`) };
  const areas = found.winners
    ? found.winners.map((region) => ({
        points: region.points,
        label: context.city(region.city),
        colour: regionColour(region.city),
      }))
    : rankAreas(found.ranks ?? []);
  return {
    areas: areas.map(
      ({ points, colour, label }, at) =>
        html`<polygon
          key=${at}
          class="area"
          points=${written(points)}
          style=${{ fill: colour, stroke: found.ranks ? colour : undefined }}
          ><title>${label}</title></polygon
        >`,
    ),
    labels: areas
      .filter(({ points }) => sizeOf(points) > (found.ranks ? 0.006 : 0.02))
      .map(({ points, label }) => ({ label, place: middle(points) })),
    note: found.winners ? say("triangle.winners") : say("triangle.ranks", { city: context.city(city) }),
  };
}

/**
 * @param {number[]} point
 * @param {number[]} place
 */
function isNear(point, place) {
  return Math.abs(place[0] - point[0]) < 40 && Math.abs(place[1] - point[1]) < 17;
}

/** @param {import("../engine/simplex.js").RankRegion[]} regions */
function rankAreas(regions) {
  const ranks = regions.map((region) => region.rank);
  const [best, worst] = [Math.min(...ranks), Math.max(...ranks)];
  return regions.map(({ rank, points }) => ({ points, label: String(rank), colour: rankColour(rank, best, worst) }));
}

/** @param {Point[]} points */
function written(points) {
  return points
    .map((point) =>
      onPlane(point)
        .map((value) => value.toFixed(2))
        .join(","),
    )
    .join(" ");
}

/** @param {Point[]} points */
function middle(points) {
  const places = points.map(onPlane);
  return [0, 1].map((axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length);
}

/** @param {Point[]} points */
function sizeOf(points) {
  let sum = 0;
  for (let at = 1; at + 1 < points.length; at += 1) {
    const [a, b, c] = [points[0], points[at], points[at + 1]];
    sum += Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
  }
  return sum;
}
