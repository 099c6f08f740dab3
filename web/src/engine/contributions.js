/** What each part of the tree contributes to the score of a city, or to the difference of two. */

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./scoring.js").Scored} Scored */

/**
 * Return whether the score of a group is the sum of what its children contribute.
 * @param {Model} model
 * @param {number} node
 */
export function isSum(model, node) {
  const group = model.nodes[node].group;
  if (!group || group.why || group.after?.length || (node > 0 && group.onward?.length)) return false;
  return group.aggregate.kind === "arithmetic" && !group.skip_blanks;
}

/**
 * Return whether all scores from the root down to the indicators are sums.
 * @param {Model} model
 */
export function allSums(model) {
  return model.nodes.every((node, at) => !node.group || isSum(model, at));
}

/**
 * Split the score of a city among the children of the root, and those of opened groups among theirs.
 *
 * Parts are exact where scores are sums; else they divide the score in proportion to share times score.
 * @param {Model} model
 * @param {Scored} scored
 * @param {number} city
 * @param {Set<string>} opened
 * @returns {{node: number, amount: number}[]}
 */
export function partsOf(model, scored, city, opened) {
  const score = scored.shown[0][city];
  if (Number.isNaN(score)) return [];
  return split(model, scored, city, opened, 0, score);
}

/**
 * @param {Model} model
 * @param {Scored} scored
 * @param {number} city
 * @param {Set<string>} opened
 * @param {number} node
 * @param {number} amount
 * @returns {{node: number, amount: number}[]}
 */
function split(model, scored, city, opened, node, amount) {
  const below = model.counted[node];
  if (below.length === 0 || (node > 0 && !opened.has(model.nodes[node].id))) return [{ node, amount }];
  const terms = below.map((child) => scored.shares[child] * scored.taken[child][city]);
  const known = terms.map((term) => (Number.isNaN(term) ? 0 : term));
  const total = known.reduce((sum, term) => sum + term, 0);
  if (total === 0) return [{ node, amount }];
  return below.flatMap((child, at) => split(model, scored, city, opened, child, amount * (known[at] / total)));
}

/**
 * Return what each indicator contributes to the lead of one city over another; exact where all scores are sums.
 * @param {Model} model
 * @param {Scored} scored
 * @param {number} one
 * @param {number} other
 * @returns {{node: number, amount: number}[]}
 */
export function leads(model, scored, one, other) {
  /** @param {number} node @param {number} weight @returns {{node: number, amount: number}[]} */
  const walk = (node, weight) => {
    const blank = model.blank[node];
    if (model.counted[node].length === 0 || blank?.[one] || blank?.[other] || !isSum(model, node)) {
      return [{ node, amount: weight * (scored.taken[node][one] - scored.taken[node][other]) }];
    }
    return model.counted[node].flatMap((child) => walk(child, weight * scored.shares[child]));
  };
  return walk(0, 1);
}

/**
 * Add up what indicators contribute by the groups at a depth below the root.
 * @param {Model} model
 * @param {{node: number, amount: number}[]} parts
 * @param {number} depth
 */
export function byGroup(model, parts, depth) {
  /** @type {Map<number, number>} */
  const found = new Map();
  for (const { node, amount } of parts) {
    const path = pathOf(model, node);
    const group = path[Math.min(depth, path.length - 1)];
    found.set(group, (found.get(group) ?? 0) + amount);
  }
  return [...found].map(([node, amount]) => ({ node, amount }));
}

/**
 * Return the nodes from the root down to a node.
 * @param {Model} model
 * @param {number} node
 */
export function pathOf(model, node) {
  const path = [node];
  while (model.nodes[path[0]].parent >= 0) path.unshift(model.nodes[path[0]].parent);
  return path;
}

/**
 * Return the indicators by how far a city is above or below the median city, times their weight in the whole.
 * @param {Model} model
 * @param {Scored} scored
 * @param {number} city
 */
export function strengths(model, scored, city) {
  const found = [];
  for (const [node, record] of model.nodes.entries()) {
    if (!record.indicator || !(scored.effective[node] > 0)) continue;
    const values = scored.shown[node];
    if (Number.isNaN(values[city])) continue;
    const effect = scored.effective[node] * (values[city] - medianOf(values.slice(0, model.sample))) * record.better;
    found.push({ node, effect });
  }
  return found.sort((one, other) => other.effect - one.effect);
}

/** @param {Float64Array} values */
export function medianOf(values) {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  if (known.length === 0) return NaN;
  const middle = known.length >> 1;
  return known.length % 2 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
}

/**
 * Return how far along the way from the weights given to the present ones two cities tie, in closed form.
 *
 * The way is a straight line of weights in the whole, so that the lead of one city changes linearly; it is known where
 * all scores are sums. Null where the order does not change on the way.
 * @param {Model} model
 * @param {Scored} nominal
 * @param {Scored} now
 * @param {number} one
 * @param {number} other
 */
export function tippingPoint(model, nominal, now, one, other) {
  if (!allSums(model)) return null;
  const before = nominal.shown[0][one] - nominal.shown[0][other];
  const after = now.shown[0][one] - now.shown[0][other];
  if (!(before * after < 0)) return null;
  return before / (before - after);
}

/**
 * Return the smallest change of one weight below the root, its siblings in proportion, with which two cities tie.
 *
 * As the share of one child goes from 0 to 1, the lead goes along a straight line from that in all others to that in it.
 * Null where the score is no sum, where the weights are fixed, or where no single weight does it.
 * @param {Model} model
 * @param {Scored} scored
 * @param {number} one
 * @param {number} other
 * @returns {{node: number, share: number} | null}
 */
export function smallestChange(model, scored, one, other) {
  if (!isSum(model, 0) || model.fixed[0]) return null;
  const lead = scored.shown[0][one] - scored.shown[0][other];
  let best = null;
  for (const node of model.counted[0]) {
    const own = scored.taken[node][one] - scored.taken[node][other];
    const now = scored.shares[node];
    const rest = (lead - now * own) / (1 - now);
    const share = rest / (rest - own);
    if (!(now < 1 && share > 0 && share < 1) || lead === 0) continue;
    if (!best || Math.abs(share - now) < Math.abs(best.share - scored.shares[best.node])) best = { node, share };
  }
  return best;
}
