/** The state of the page, and how it is written into the address. */

/** @typedef {import("./weights.js").Changes} Changes */

/**
 * @typedef {object} State
 * @property {number} edition Place of the index that is shown.
 * @property {Changes} changes Weights that were changed.
 * @property {string} city Id of the chosen city; "" for none.
 * @property {string} against Id of the city that it is compared with; "" for none.
 * @property {string} region Region that is shown; "" for all.
 * @property {string} search What is searched for.
 * @property {string[]} opened Ids of the groups that are opened.
 * @property {string[]} locked Ids of the nodes that keep their share.
 * @property {string[]} placed Ids of the placed cities that are shown.
 * @property {"ranking" | "movement"} view
 * @property {"en" | "zh"} language
 */

/** @type {State} */
export const START = {
  edition: 0,
  changes: {},
  city: "",
  against: "",
  region: "",
  search: "",
  opened: [],
  locked: [],
  placed: [],
  view: "ranking",
  language: "en",
};

/**
 * Write the weights as the command line takes them.
 * @param {Changes} changes
 */
export function weightsText(changes) {
  return Object.entries(changes)
    .map(([id, weight]) => `${id}=${weight}`)
    .join(",");
}

/**
 * Write what differs from the start as the part of an address after its hash sign.
 * @param {State} state
 * @param {string[]} labels What the editions are called.
 */
export function toHash(state, labels) {
  const parts = new URLSearchParams();
  if (state.edition > 0) parts.set("edition", labels[state.edition]);
  if (Object.keys(state.changes).length) parts.set("w", weightsText(state.changes));
  for (const name of /** @type {const} */ (["city", "against", "region"]))
    if (state[name]) parts.set(name, state[name]);
  for (const name of /** @type {const} */ (["opened", "locked", "placed"]))
    if (state[name].length) parts.set(name, state[name].join(","));
  if (state.view !== "ranking") parts.set("view", state.view);
  parts.set("lang", state.language);
  return parts.toString();
}

/**
 * Read the state from the part of an address after its hash sign; what cannot be read is left as it is.
 * @param {string} hash
 * @param {string[]} labels
 * @param {State} start
 * @returns {State}
 */
export function fromHash(hash, labels, start) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const list = (/** @type {string} */ name) => (parts.get(name) ?? "").split(",").filter(Boolean);
  const language = parts.get("lang");
  return {
    ...start,
    edition: Math.max(labels.indexOf(parts.get("edition") ?? ""), 0),
    changes: Object.fromEntries(
      list("w")
        .map(weightOf)
        .filter(([, weight]) => Number.isFinite(weight)),
    ),
    city: parts.get("city") ?? "",
    against: parts.get("against") ?? "",
    region: parts.get("region") ?? "",
    opened: list("opened"),
    locked: list("locked"),
    placed: list("placed"),
    view: parts.get("view") === "movement" ? "movement" : "ranking",
    language: language === "zh" || language === "en" ? language : start.language,
  };
}

/**
 * @param {string} text
 * @returns {[string, number]}
 */
function weightOf(text) {
  const cut = text.lastIndexOf("=");
  return [text.slice(0, cut), cut < 0 || cut === text.length - 1 ? NaN : Number(text.slice(cut + 1))];
}
