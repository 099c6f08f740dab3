/** Changing weights: the state of the page is a weight of at most four decimals per node that was changed. */

/** @typedef {import("./model.js").Model} Model */
/** @typedef {Record<string, number>} Changes Weights by node id; a node that is not named keeps the weight given. */

export const SCALE = 10000;

/**
 * Return the weights of all nodes.
 * @param {Model} model
 * @param {Changes} changes
 */
export function weightsOf(model, changes) {
  const weights = Float64Array.from(model.weights);
  for (const [id, weight] of Object.entries(changes)) {
    const at = model.places.get(id);
    if (at !== undefined) weights[at] = weight;
  }
  return weights;
}

/**
 * Keep of changes what can be used: known nodes whose weights can be changed, weights that are numbers and not all zero.
 * @param {Model} model
 * @param {Changes} changes
 * @returns {Changes}
 */
export function usable(model, changes) {
  /** @type {Changes} */
  const found = {};
  for (const [id, weight] of Object.entries(changes)) {
    const at = model.places.get(id);
    if (at === undefined || at === 0 || !model.nodes[at].counts || model.fixed[model.nodes[at].parent]) continue;
    if (Number.isFinite(weight) && weight >= 0 && weight <= 1e6) found[id] = Math.round(weight * SCALE) / SCALE;
  }
  const weights = weightsOf(model, found);
  for (const siblings of model.counted) {
    if (siblings.length && siblings.every((at) => weights[at] === 0))
      for (const at of siblings) delete found[model.nodes[at].id];
  }
  return found;
}

/**
 * Return the changes without those that restate the weight given.
 * @param {Model} model
 * @param {Changes} changes
 */
export function withoutIdle(model, changes) {
  return Object.fromEntries(
    Object.entries(changes).filter(([id, weight]) => model.nodes[model.places.get(id) ?? 0].weight !== weight),
  );
}

/**
 * Return whether two sets of changes are the same.
 * @param {Changes} one
 * @param {Changes} other
 */
export function isSame(one, other) {
  const ids = Object.keys(one);
  return ids.length === Object.keys(other).length && ids.every((id) => one[id] === other[id]);
}

/**
 * What the weights of a group sum to once one is changed: one, or for sums of given weights what they summed to.
 * @param {Model} model
 * @param {number} group
 */
function wholeOf(model, group) {
  if (model.nodes[group].group?.aggregate.total !== "given") return SCALE;
  return Math.round(model.counted[group].reduce((sum, at) => sum + model.weights[at], 0) * SCALE);
}

/**
 * Give a node a share among its siblings; those that are not locked keep their proportions.
 * @param {Model} model
 * @param {Changes} changes
 * @param {number} node
 * @param {number} share From 0 to 1.
 * @param {Set<string>} locked Ids of nodes that keep their share.
 * @param {Changes} [basis] Changes from which proportions are taken: those when a drag began.
 * @returns {Changes}
 */
export function withShare(model, changes, node, share, locked, basis = changes) {
  const group = model.nodes[node].parent;
  const siblings = model.counted[group];
  const whole = wholeOf(model, group);
  const before = weightsOf(model, basis);
  const total = siblings.reduce((sum, at) => sum + before[at], 0);
  const parts = siblings.map((at) => (before[at] / total) * whole);
  const others = siblings.filter((at) => at !== node);
  const free = others.filter((at) => !locked.has(model.nodes[at].id));
  const held = others.filter((at) => locked.has(model.nodes[at].id));
  const units = new Map(held.map((at) => [at, Math.round(parts[siblings.indexOf(at)])]));
  const room = Math.max(whole - [...units.values()].reduce((sum, each) => sum + each, 0), 0);
  const own = free.length === 0 ? room : Math.min(Math.round(share * whole), room);
  units.set(node, own);
  const rest = free.map((at) => parts[siblings.indexOf(at)]);
  const sum = rest.reduce((one, other) => one + other, 0);
  const wanted = rest.map((part) => (sum > 0 ? part / sum : 1 / rest.length) * (room - own));
  apportion(wanted, room - own).forEach((each, place) => units.set(free[place], each));
  const found = { ...changes };
  for (const at of siblings) found[model.nodes[at].id] = (units.get(at) ?? 0) / SCALE;
  return found;
}

/**
 * Round parts to whole numbers that sum to a whole, by the largest remainders.
 * @param {number[]} parts
 * @param {number} whole
 */
export function apportion(parts, whole) {
  const floors = parts.map(Math.floor);
  let left = whole - floors.reduce((sum, each) => sum + each, 0);
  const order = parts
    .map((_, at) => at)
    .sort((one, other) => parts[other] - floors[other] - (parts[one] - floors[one]) || one - other);
  for (const at of order) {
    if (left <= 0) break;
    floors[at] += 1;
    left -= 1;
  }
  return floors;
}

/**
 * Give all children of a group shares, as where a point of the triangle is.
 * @param {Model} model
 * @param {Changes} changes
 * @param {number} group
 * @param {number[]} shares
 * @returns {Changes}
 */
export function withShares(model, changes, group, shares) {
  const whole = wholeOf(model, group);
  const units = apportion(
    shares.map((share) => share * whole),
    whole,
  );
  const found = { ...changes };
  model.counted[group].forEach((at, place) => (found[model.nodes[at].id] = units[place] / SCALE));
  return found;
}

/**
 * Give all children of a group the same weight.
 * @param {Model} model
 * @param {Changes} changes
 * @param {number} group
 * @returns {Changes}
 */
export function equalIn(model, changes, group) {
  const below = model.counted[group];
  if (model.fixed[group]) return changes;
  if (model.nodes[group].group?.aggregate.total === "given")
    return withShares(
      model,
      changes,
      group,
      below.map(() => 1 / below.length),
    );
  return { ...changes, ...Object.fromEntries(below.map((at) => [model.nodes[at].id, 1])) };
}

/**
 * Give all children of every group the same weight.
 * @param {Model} model
 * @returns {Changes}
 */
export function equalEverywhere(model) {
  /** @type {Changes} */
  let found = {};
  model.counted.forEach((below, group) => {
    if (below.length) found = equalIn(model, found, group);
  });
  return found;
}

/**
 * Drop the changes of the children of a group.
 * @param {Model} model
 * @param {Changes} changes
 * @param {number} group
 */
export function resetIn(model, changes, group) {
  const below = new Set(model.counted[group].map((at) => model.nodes[at].id));
  return Object.fromEntries(Object.entries(changes).filter(([id]) => !below.has(id)));
}

/**
 * Let one child of the root count twice, all other weights as given.
 * @param {Model} model
 * @param {number} node
 * @returns {Changes}
 */
export function doubled(model, node) {
  const weight = Math.round(2 * model.nodes[node].weight * SCALE) / SCALE;
  return { [model.nodes[node].id]: weight };
}
