/** Three weights as a point of a triangle, with the areas in which each city is first, or the chosen city has each rank. */

import { useMemo, useRef, useState } from "preact/hooks";
import { placeOfCity } from "../context.js";
import { html } from "../dom.js";
import { fixed } from "../engine/numbers.js";
import { linearScores, rankRegions, whyNoRegions, winners } from "../engine/simplex.js";
import { withShares } from "../engine/weights.js";
import { rankColour, regionColour } from "../palette.js";

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
  const corners = model.counted[0];
  const shares = /** @type {Point} */ (corners.map((node) => scored.shares[node]));
  const city = placeOfCity(model, state.city);
  const ranked = byRank && city >= 0 && city < model.sample;
  const regions = useRegions(context, ranked ? city : -1, onPlane(shares));
  const moveTo = (/** @type {Point} */ point) =>
    context.update({ changes: withShares(model, state.changes, 0, point) });
  const drag = (/** @type {PointerEvent} */ event) => {
    if (!(event.buttons & 1) || !svg.current) return;
    const box = svg.current.getBoundingClientRect();
    const scale = (SIDE + 2 * PAD) / box.width;
    moveTo(sharesAt((event.clientX - box.left) * scale, (event.clientY - box.top) * scale));
  };
  const start = (/** @type {PointerEvent} */ event) => {
    svg.current?.setPointerCapture(event.pointerId);
    drag(event);
  };
  const [x, y] = onPlane(shares);
  const weights = corners.map((node, at) => `${context.node(node)} ${fixed(100 * shares[at], 1)} %`).join(", ");
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
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => onKey(event, shares, moveTo)}
    >
      ${regions.areas}
      <polygon class="frame" points=${CORNERS.map((each) => each.join(",")).join(" ")} />
      ${corners.map((node, at) => html`<text key=${node} class="corner" x=${CORNERS[at][0]} y=${at === 0 ? TOP - 12 : TOP + HEIGHT + 17} text-anchor=${["middle", "start", "end"][at]} dx=${[0, -PAD + 4, PAD - 4][at]}>${context.node(node)}</text>`)}
      ${regions.names}
      <circle class="halo" cx=${x} cy=${y} r="9" />
      <circle class="point" cx=${x} cy=${y} r="6" />
    </svg>
    <p class="quiet">${regions.note}</p>
  </section>`;
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
  const { model, scored, state, say } = context;
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
  if (found.why) return { areas: null, names: null, note: say(`triangle.none.${found.why}`) };
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
    names: areas
      .filter(({ points }) => sizeOf(points) > (found.ranks ? 0.006 : 0.02))
      .map(
        ({ points, label }) =>
          html`<text
            class="area-name"
            x=${middle(points)[0]}
            y=${awayFrom(point, middle(points))}
            dy="0.34em"
            text-anchor="middle"
            >${label}</text
          >`,
      ),
    note: found.winners ? say("triangle.winners") : say("triangle.ranks", { city: context.city(city) }),
  };
}

/**
 * @param {number[]} point
 * @param {number[]} place
 */
function awayFrom(point, place) {
  const near = Math.abs(place[0] - point[0]) < 40 && Math.abs(place[1] - point[1]) < 17;
  return near ? point[1] - 20 : place[1];
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
