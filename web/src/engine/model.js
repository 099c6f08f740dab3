/** A fitted index as arrays by place, made once from its record. */

/** @typedef {import("./record.js").Edition} Edition */
/** @typedef {import("./record.js").NodeRecord} NodeRecord */
/** @typedef {import("./record.js").City} City */

/**
 * @typedef {object} Model
 * @property {Edition} edition
 * @property {NodeRecord[]} nodes
 * @property {City[]} cities
 * @property {number} sample How many cities are the sample; those that follow are placed.
 * @property {number[][]} children All children of each node.
 * @property {number[][]} counted The children of each node that count in it.
 * @property {(Float64Array | null)[]} values Normalised values of indicators, and scores of groups that are not computed.
 * @property {(Float64Array | null)[]} taken Scores of such groups as the parent takes them.
 * @property {(Float64Array | null)[]} fills What a blank counts as; null where a node has no blanks.
 * @property {(Uint8Array | null)[]} blank Which cities have no score; null where all have.
 * @property {Float64Array} weights Weights of the index as given.
 * @property {string[]} fixed By group, why the weights of its children cannot be changed; "" where they can.
 * @property {Map<string, number>} places Place of each node by its id.
 */

/**
 * @param {Edition} edition
 * @returns {Model}
 */
export function modelOf(edition) {
  const { nodes, cities } = edition;
  const children = nodes.map(() => /** @type {number[]} */ ([]));
  nodes.forEach((node, at) => node.parent >= 0 && children[node.parent].push(at));
  const counted = children.map((below) => below.filter((at) => nodes[at].counts));
  /** @type {string[]} */
  const fixed = [];
  nodes.forEach((node, at) => {
    const above =
      node.parent >= 0
        ? nodes[node.parent].group?.why || (fixed[node.parent].startsWith("^") ? fixed[node.parent].slice(1) : "")
        : "";
    fixed[at] = above ? `^${above}` : (node.group?.fixed ?? "");
  });
  return {
    edition,
    nodes,
    cities,
    sample: cities.filter((city) => !city.placed).length,
    children,
    counted,
    values: nodes.map((node) => {
      const known = node.indicator ? node.indicator.values : node.group?.why ? node.group.scores : null;
      return known ? numbers(known) : null;
    }),
    taken: nodes.map((node) => (node.group?.taken ? numbers(node.group.taken) : null)),
    fills: nodes.map((node) => filled(node, cities.length)),
    blank: nodes.map((node) => blanks(node, cities.length)),
    weights: Float64Array.from(nodes, (node) => node.weight),
    fixed: fixed.map((why) => why.replace("^", "")),
    places: new Map(nodes.map((node, at) => [node.id, at])),
  };
}

/** @param {(number | null)[]} values */
function numbers(values) {
  return Float64Array.from(values, (value) => value ?? NaN);
}

/**
 * @param {NodeRecord} node
 * @param {number} count
 */
function filled(node, count) {
  if (!node.blank?.length) return null;
  const fills = new Float64Array(count).fill(NaN);
  for (const [city, value] of Object.entries(node.fills ?? {})) fills[Number(city)] = value;
  return fills;
}

/**
 * @param {NodeRecord} node
 * @param {number} count
 */
function blanks(node, count) {
  if (!node.blank?.length) return null;
  const mask = new Uint8Array(count);
  for (const city of node.blank) mask[city] = 1;
  return mask;
}
