/**
 * The triangle of three weights: which city is first where, and where one city has which rank.
 *
 * A mean is linear in the weights once it is seen through its link: f(S) = w1 f(x1) + w2 f(x2) + w3 f(x3). So the border
 * between two cities is a straight line, and regions are what is left of the triangle after cutting along such lines.
 */

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./scoring.js").Scored} Scored */
/** @typedef {[number, number, number]} Point Three shares that sum to one. */
/** @typedef {{city: number, points: Point[]}} Region */
/** @typedef {{rank: number, points: Point[]}} RankRegion */

const CORNERS = /** @type {Point[]} */ ([
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
]);
const EDGE = 1e-12;
const MOST_CELLS = 4000;

/**
 * Return why the triangle has no regions, "" where it has.
 * @param {Model} model
 */
export function whyNoRegions(model) {
  const group = model.nodes[0].group;
  if (!group || !linkOf(group.aggregate)) return "aggregate";
  if (group.after?.length || (model.edition.rank_digits ?? null) !== null) return "steps";
  return group.rescale && model.counted[0].some((at) => model.nodes[at].blank?.length) ? "rescale" : "";
}

/**
 * Return the function through which an aggregation is linear in its weights; null where there is none.
 * @param {import("./record.js").Aggregate} how
 * @returns {((value: number) => number) | null}
 */
function linkOf(how) {
  switch (how.kind) {
    case "arithmetic":
    case "sum":
      return (value) => value;
    case "geometric":
      return Math.log;
    case "harmonic":
      return (value) => -1 / value;
    case "power":
      return Number.isFinite(how.exponent) ? powerLink(/** @type {number} */ (how.exponent)) : null;
    case "mirrored": {
      const inner = how.of ? linkOf(how.of) : null;
      return inner && ((value) => -inner((how.top ?? 0) - value));
    }
    default:
      return null;
  }
}

/** @param {number} exponent */
function powerLink(exponent) {
  if (exponent === 0) return Math.log;
  return (/** @type {number} */ value) => Math.sign(exponent) * value ** exponent;
}

/**
 * Return for each ranked city of the sample its scores in the three dimensions, as they count, seen through the link.
 * @param {Model} model
 * @param {Scored} scored
 * @returns {{city: number, at: Point}[]}
 */
export function linearScores(model, scored) {
  const root = /** @type {import("./record.js").Group} */ (model.nodes[0].group);
  const link = /** @type {(value: number) => number} */ (linkOf(root.aggregate));
  const found = [];
  const turn = model.nodes[0].turn;
  for (let city = 0; city < model.sample; city += 1) {
    const at = /** @type {Point} */ (model.counted[0].map((child) => turn * link(scored.taken[child][city])));
    if (!Number.isNaN(scored.shown[0][city]) && at.every((value) => !Number.isNaN(value))) found.push({ city, at });
  }
  return found;
}

/**
 * Return the parts of the triangle in which each city is first; of cities that are equal, the earlier has the part.
 * @param {{city: number, at: Point}[]} cities
 * @returns {Region[]}
 */
export function winners(cities) {
  const regions = [];
  for (const [place, own] of cities.entries()) {
    /** @type {Point[]} */
    let points = CORNERS;
    for (const [other, rival] of cities.entries()) {
      if (other === place) continue;
      const lead = difference(own.at, rival.at);
      if (lead.every((value) => value === 0) && other < place) points = [];
      points = keepWhere(points, lead);
      if (points.length < 3) break;
    }
    if (points.length >= 3 && area(points) > EDGE) regions.push({ city: own.city, points });
  }
  return regions;
}

/**
 * Return the parts of the triangle in which a city has each rank; null where there are too many to draw.
 * @param {{city: number, at: Point}[]} cities
 * @param {number} city
 * @returns {RankRegion[] | null}
 */
export function rankRegions(cities, city) {
  const own = cities.find((each) => each.city === city);
  if (!own) return null;
  let cells = [{ rank: 1, points: CORNERS }];
  for (const rival of cities) {
    if (rival === own) continue;
    const lead = difference(rival.at, own.at);
    const next = [];
    for (const cell of cells) {
      const behind = keepWhere(cell.points, lead);
      const ahead = keepWhere(cell.points, /** @type {Point} */ (lead.map((value) => -value)));
      const isBehind = behind.length >= 3 && area(behind) > EDGE && lead.some((value) => value !== 0);
      const isAhead = ahead.length >= 3 && area(ahead) > EDGE;
      if (isBehind) next.push({ rank: cell.rank + 1, points: isAhead ? behind : cell.points });
      if (isAhead || !isBehind) next.push({ rank: cell.rank, points: isBehind ? ahead : cell.points });
    }
    cells = next;
    if (cells.length > MOST_CELLS) return null;
  }
  return cells;
}

/**
 * @param {Point} one
 * @param {Point} other
 * @returns {Point}
 */
function difference(one, other) {
  return [one[0] - other[0], one[1] - other[1], one[2] - other[2]];
}

/**
 * Cut a convex polygon along a line, and keep the side on which a linear function is not negative.
 * @param {Point[]} points
 * @param {Point} slopes
 * @returns {Point[]}
 */
export function keepWhere(points, slopes) {
  const heights = points.map((point) => point[0] * slopes[0] + point[1] * slopes[1] + point[2] * slopes[2]);
  if (heights.every((height) => height >= 0)) return points;
  const found = [];
  for (let at = 0; at < points.length; at += 1) {
    const next = (at + 1) % points.length;
    if (heights[at] >= 0) found.push(points[at]);
    if (heights[at] >= 0 !== heights[next] >= 0) {
      const along = heights[at] / (heights[at] - heights[next]);
      found.push(/** @type {Point} */ (points[at].map((value, axis) => value + along * (points[next][axis] - value))));
    }
  }
  return found;
}

/** @param {Point[]} points */
function area(points) {
  let sum = 0;
  for (let at = 1; at + 1 < points.length; at += 1) {
    const [one, other] = [difference(points[at], points[0]), difference(points[at + 1], points[0])];
    sum += one[0] * other[1] - one[1] * other[0];
  }
  return Math.abs(sum);
}
