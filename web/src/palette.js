/** Colours of the parts of a score: one hue per child of the root, shades of it below. They are told apart in grey too. */

const HUES = ["#2f6690", "#b3741a", "#3a7d6b", "#84568c", "#a94f40", "#5c6b7a", "#6f7f2f", "#b0607f"];
const SHADES = [0, 0.34, 0.16, 0.46, 0.25, 0.54, 0.08, 0.4];

/** @type {WeakMap<import("./engine/model.js").Model, string[]>} */
const known = new WeakMap();

/**
 * Return the colour of a node.
 * @param {import("./engine/model.js").Model} model
 * @param {number} node
 */
export function colourOf(model, node) {
  let colours = known.get(model);
  if (!colours) {
    colours = model.nodes.map((_, at) => mixed(model, at));
    known.set(model, colours);
  }
  return colours[node];
}

/**
 * @param {import("./engine/model.js").Model} model
 * @param {number} node
 */
function mixed(model, node) {
  const path = [];
  for (let at = node; at > 0; at = model.nodes[at].parent) path.unshift(at);
  if (path.length === 0) return HUES[5];
  const hue = HUES[model.children[0].indexOf(path[0]) % HUES.length];
  const places = path.slice(1).map((at) => model.children[model.nodes[at].parent].indexOf(at));
  const light = places.reduce((sum, place, depth) => sum + SHADES[place % SHADES.length] / (depth + 1), 0);
  return lightened(hue, Math.min(light, 0.62));
}

/**
 * Return a colour for a city that has a region of the triangle.
 * @param {number} place
 */
export function regionColour(place) {
  return lightened(HUES[(place * 3 + 1) % HUES.length], 0.45);
}

/**
 * Return a colour for a rank: the nearer to the first, the darker.
 * @param {number} rank
 * @param {number} best
 * @param {number} worst
 */
export function rankColour(rank, best, worst) {
  const along = worst > best ? (rank - best) / (worst - best) : 0;
  return lightened(HUES[0], 0.15 + 0.75 * along);
}

/**
 * @param {string} colour
 * @param {number} share Of white.
 */
function lightened(colour, share) {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return `#${parts
    .map((part) =>
      Math.round(part + (255 - part) * share)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}
