/** The present ranking and weights as text for other tools. */

import { weightsText } from "./state.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./scoring.js").Scored} Scored */
/** @typedef {import("./weights.js").Changes} Changes */

/**
 * @param {Model} model
 * @param {Changes} changes
 */
export function asJson(model, changes) {
  return JSON.stringify({ framework: model.edition.id, weights: changes }, null, 2);
}

/**
 * Write the option of the command line; without changes there is none.
 * @param {Changes} changes
 */
export function asOption(changes) {
  return Object.keys(changes).length ? `--weights '${weightsText(changes).replaceAll("'", "'\\''")}'` : "";
}

/**
 * Write the line of Python that makes the index with these weights.
 * @param {Changes} changes
 */
export function asPython(changes) {
  const pairs = Object.entries(changes).map(([id, weight]) => `${JSON.stringify(id)}: ${weight}`);
  return pairs.length ? `index.reweight({${pairs.join(", ")}})` : "index";
}

/**
 * Write the ranking as `Index.to_csv` does: rank, city, score and the children of the root, to full precision. Where
 * regions are known they follow; where letters are not plain ones a byte-order mark lets Excel read them.
 * @param {Model} model
 * @param {Scored} scored
 * @param {number[]} cities In the order in which they are listed.
 * @param {{city: (city: number) => string, word: (word: string) => string}} names Names and labels in the language of the page.
 */
export function asCsv(model, scored, cities, names) {
  const columns = model.children[0];
  const regions = model.cities.some(({ region }) => region) && !model.nodes.some(({ id }) => id === "region");
  const key = model.edition.noun?.one ?? "city";
  const ids = columns.map((at) => model.nodes[at].id);
  const header = ["rank", key, "score", ...ids, ...(regions ? ["region"] : [])];
  const rows = cities.map((city) => [
    number(scored.ranks[city]),
    cell(names.city(city)),
    number(scored.shown[0][city]),
    ...columns.map((at) => number(scored.shown[at][city])),
    ...(regions ? [cell(names.word(model.cities[city].region ?? ""))] : []),
  ]);
  const text = `${[header.map(cell), ...rows].map((row) => row.join(",")).join("\n")}\n`;
  return /^\p{ASCII}*$/u.test(text) ? text : `\ufeff${text}`;
}

/** @param {number} value */
function number(value) {
  return Number.isNaN(value) ? "" : String(value);
}

// What a formula starts with, full-width and small forms included; as in the tables that the library writes.
const SIGNS = "=+\\-@\t\r\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b";
const FORMULA = new RegExp(`^[${SIGNS}]`);
const INSIDE = new RegExp(`(?<=[;\\t\\r\\n])(?=["' ]*[${SIGNS}])`, "g");

/**
 * Quote a text where it must be, and keep a spreadsheet from taking it for a formula.
 * @param {string} text
 */
function cell(text) {
  const marked = text.replace(INSIDE, "'");
  const safe = FORMULA.test(marked) ? `'${marked}` : marked;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
