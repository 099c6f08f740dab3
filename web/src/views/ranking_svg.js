/** The ranking as a picture that stands alone: stacked bars with ranks, names and scores. */

import { scaleLinear } from "d3-scale";
import { partsOf } from "../engine/contributions.js";
import { nameOf } from "../language.js";
import { colourOf } from "../palette.js";

const [ROW, LEFT, WIDTH, TOP] = [20, 190, 760, 82];
const FONT = "system-ui, 'Noto Sans', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

/**
 * @param {import("../context.js").Context} context
 * @param {number[]} cities
 */
export function rankingSvg(context, cities) {
  const { model, scored, state } = context;
  const opened = new Set(state.opened);
  const rows = cities.map((city) => ({ city, parts: partsOf(model, scored, city, opened) }));
  const ends = rows.flatMap(({ parts }) => [sumOf(parts, Math.min), sumOf(parts, Math.max)]);
  const x = scaleLinear()
    .domain([Math.min(0, ...ends), Math.max(0, ...ends)])
    .range([LEFT, WIDTH - 60]);
  const height = TOP + ROW * rows.length + 12;
  const key = model.children[0].map((node, at) => {
    const left = LEFT + (at * (WIDTH - LEFT)) / model.children[0].length;
    return `<rect x="${left}" y="56" width="10" height="10" fill="${colourOf(model, node)}"/>${text(left + 14, 65, context.node(node))}`;
  });
  const bars = rows.map(({ city, parts }, at) => {
    const y = TOP + ROW * at;
    let [up, down] = [0, 0];
    const segments = parts.map(({ node, amount }) => {
      const start = amount < 0 ? (down += amount) : up;
      if (amount >= 0) up += amount;
      const left = x(start);
      return `<rect x="${left.toFixed(2)}" y="${y + 3}" width="${(x(start + Math.abs(amount)) - left).toFixed(2)}" height="${ROW - 6}" fill="${colourOf(model, node)}"/>`;
    });
    const score = text(x(up) + 5, y + 14, context.shown(scored.shown[0][city]));
    return [
      text(34, y + 14, context.rank(scored.ranks[city]), "end"),
      text(46, y + 14, context.city(city)),
      ...segments,
      score,
    ].join("");
  });
  const title = text(10, 22, nameOf(model.edition, state.language), "start", 16) + text(10, 41, subtitleOf(context));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="${FONT}" fill="#1d2329"><rect width="100%" height="100%" fill="#ffffff"/>${title}${key.join("")}${bars.join("")}</svg>\n`;
}

/**
 * Say whose weights these are, as a picture travels without its page: the defaults, or those that were changed.
 * @param {import("../context.js").Context} context
 */
function subtitleOf({ model, node, state, say }) {
  const weights = Object.entries(state.changes)
    .map(([id, weight]) => `${node(model.places.get(id) ?? 0)} ${weight}`)
    .join(", ");
  const text = weights ? say("share.weights", { weights }) : say("weights.unchanged");
  return model.edition.reconstruction ? `${say("title.reconstruction")} · ${text}` : text;
}

/**
 * @param {{amount: number}[]} parts
 * @param {(one: number, other: number) => number} keep
 */
function sumOf(parts, keep) {
  return parts.reduce((sum, { amount }) => sum + keep(amount, 0), 0);
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} content
 * @param {string} [anchor]
 * @param {number} [size]
 */
function text(x, y, content, anchor = "start", size = 12) {
  return `<text x="${x.toFixed(2)}" y="${y}" font-size="${size}" text-anchor="${anchor}">${escaped(content)}</text>`;
}

/** @param {string} content */
function escaped(content) {
  return content.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
