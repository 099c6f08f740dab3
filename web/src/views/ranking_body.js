/**
 * The rows of the ranking. They are made once by place and then kept: what is written into the document
 * are only the texts and widths that differ, for the rows that can be seen first.
 */

import { partsOf } from "../engine/contributions.js";
import { colourOf } from "../palette.js";

/** @typedef {import("../context.js").Context} Context */
/** @typedef {{node: number, amount: number}[]} Parts */

/**
 * @typedef {object} Row
 * @property {HTMLTableRowElement} element
 * @property {HTMLElement} rank
 * @property {HTMLElement} move
 * @property {HTMLElement} holder Of the name and its tag.
 * @property {HTMLElement} name
 * @property {HTMLElement} score
 * @property {HTMLElement} stack
 * @property {HTMLElement[]} cells
 * @property {(Float64Array | null)[]} values Scores that the cells show, by which they are known to be unchanged.
 * @property {Record<string, string>} written What stands in the row.
 * @property {number} city
 */

/**
 * What bars lie on, on light and dark paper alike, and what stands between their parts: the colour of the cell. No variables
 * of the style sheet, for a browser would read the whole background again at each change of a size.
 */
const [TRACK, BETWEEN] = ["rgb(128 128 128 / 18%)", "currentcolor"];

/** How long rows that cannot be seen wait, in milliseconds. */
const PAUSE = 150;

/** The rows in one body of a table. */
export class RankingBody {
  /** @param {HTMLTableSectionElement} body */
  constructor(body) {
    this.body = body;
    /** @type {Row[]} */
    this.rows = [];
    /** @type {[number, number]} */
    this.seen = [0, 60];
    this.made = "";
    this.shown = "";
    /** @type {Context | null} */
    this.context = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.later = () => {};
    this.watch = watchWindow(() => this.look());
  }

  stop() {
    clearTimeout(this.timer);
    this.watch.stop();
  }

  /** Find out which rows can be seen, and write those that wait. */
  look() {
    const { top, height } = this.body.getBoundingClientRect();
    const row = height / Math.max(this.rows.length, 1) || 31;
    this.seen = [Math.floor(-top / row), Math.ceil((innerHeight - top) / row)];
    this.later();
  }

  /**
   * Show cities; the same again is nothing new.
   * @param {Context} context
   * @param {number[]} cities
   * @param {number[]} columns
   */
  update(context, cities, columns) {
    const shown = `${columns.join(" ")}, ${cities.length}`;
    if (context === this.context && shown === this.shown) return;
    [this.context, this.shown] = [context, shown];
    this.shape(context, cities.length, columns);
    const opened = new Set(context.state.opened);
    const parts = cities.map((city) => partsOf(context.model, context.scored, city, opened));
    const draw = drawing(context, parts, columns);
    const write = (/** @type {number} */ from, /** @type {number} */ to) => {
      for (let at = Math.max(from, 0); at < Math.min(to, cities.length); at += 1)
        draw(this.rows[at], cities[at], parts[at]);
    };
    clearTimeout(this.timer);
    this.later = () => {};
    if (!context.moving) {
      write(0, cities.length);
      this.watch.soon();
      return;
    }
    write(...this.seen);
    this.later = () => {
      clearTimeout(this.timer);
      this.later = () => {};
      write(0, cities.length);
    };
    this.timer = setTimeout(() => this.later(), PAUSE);
  }

  /**
   * Have as many rows as there are cities, each with the columns.
   * @param {Context} context
   * @param {number} count
   * @param {number[]} columns
   */
  shape({ model, state }, count, columns) {
    const wanted = `${state.edition} ${state.language} ${columns.join(" ")}`;
    if (wanted !== this.made) {
      this.rows = [];
      this.body.replaceChildren();
      this.made = wanted;
    }
    while (this.rows.length > count) this.rows.pop()?.element.remove();
    while (this.rows.length < count) this.rows.push(newRow(model, columns));
    const fresh = this.rows.slice(this.body.children.length).map((row) => row.element);
    if (fresh.length) this.body.append(...fresh);
  }
}

/**
 * Call a function where other rows come into the window.
 * @param {() => void} act
 */
function watchWindow(act) {
  let waits = false;
  const soon = () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      act();
    });
  };
  const options = { passive: true, capture: true };
  addEventListener("scroll", soon, options);
  addEventListener("resize", soon, options);
  const stop = () => {
    removeEventListener("scroll", soon, options);
    removeEventListener("resize", soon, options);
  };
  return { soon, stop };
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {HTMLElement[]} children
 */
function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/**
 * @param {import("../engine/model.js").Model} model
 * @param {number[]} columns
 * @returns {Row}
 */
function newRow(model, columns) {
  const [rank, move, score] = [0, 1, 2].map(() => element("span", "figure"));
  const [name, stack] = [element("button", "city"), element("div", "stack")];
  name.setAttribute("type", "button");
  stack.setAttribute("aria-hidden", "true");
  const holder = element("div", "holder", name);
  const head = element("th", "", holder);
  head.setAttribute("scope", "row");
  const cells = columns.map((node) => {
    const cell = element("span", "figure meter");
    const colour = colourOf(model, node);
    cell.style.backgroundImage = `linear-gradient(${colour}, ${colour}), linear-gradient(${TRACK}, ${TRACK})`;
    return cell;
  });
  const row = /** @type {HTMLTableRowElement} */ (
    element(
      "tr",
      "",
      element("td", "number rank", rank),
      element("td", "number", move),
      head,
      element("td", "number score", score),
      element("td", "bar", stack),
      ...columns.map((node, at) => element("td", `number node depth-${depthOf(model, node)}`, cells[at])),
    )
  );
  const values = columns.map(() => null);
  return { element: row, rank, move, holder, name, score, stack, cells, values, written: {}, city: -1 };
}

/**
 * Return how deep a node is below the children of the root, at most 3.
 * @param {import("../engine/model.js").Model} model
 * @param {number} node
 */
export function depthOf(model, node) {
  let depth = 0;
  for (let at = node; model.nodes[at].parent > 0; at = model.nodes[at].parent) depth += 1;
  return Math.min(depth, 3);
}

/**
 * Return what writes a city into a row.
 * @param {Context} context
 * @param {Parts[]} parts
 * @param {number[]} columns
 */
function drawing(context, parts, columns) {
  const { model, scored, state, say, moving } = context;
  const axis = axisOf(context, parts);
  const changed = Object.keys(state.changes).length > 0;
  const ranges = columns.map((node) => rangeOf(model, scored.shown[node]));
  return (/** @type {Row} */ row, /** @type {number} */ city, /** @type {Parts} */ own) => {
    const other = row.city !== city;
    row.city = city;
    if (other || !moving) writeCity(row, context, city);
    write(row, "rank", context.rank(scored.ranks[city]), (text) => setText(row.rank, text));
    write(row, "move", changed ? String(movedBy(context, city)) : "", () => setMove(row.move, context, city, changed));
    const blank = Number.isNaN(scored.shown[0][city]);
    write(row, "score", blank ? say("table.blank") : context.shown(scored.shown[0][city]), (text) => {
      setText(row.score, text);
      if (row.score.classList.contains("quiet") !== blank) row.score.classList.toggle("quiet");
    });
    drawStack(row, model, own, axis);
    columns.forEach((node, at) => {
      const values = scored.shown[node];
      if (!other && row.values[at] === values) return;
      row.values[at] = values;
      write(row, `text ${at}`, context.shown(values[city]), (text) => setText(row.cells[at], text));
      const [low, high] = ranges[at];
      const along = high > low ? Math.min(Math.max((values[city] - low) / (high - low), 0), 1) : 0;
      const width = `${(Number.isNaN(along) ? 0 : 100 * along).toFixed(1)}% 4px, 100% 4px`;
      write(row, `width ${at}`, width, (text) => (row.cells[at].style.backgroundSize = text));
    });
  };
}

/**
 * Write which city a row shows, and whether it is chosen.
 * @param {Row} row
 * @param {Context} context
 * @param {number} city
 */
function writeCity(row, context, city) {
  const record = context.model.cities[city];
  const chosen = record.id === context.state.city;
  row.element.dataset.city = record.id;
  write(row, "class", `${chosen ? "chosen" : ""} ${record.placed ? "placed" : ""}`, (text) => {
    row.element.className = text.trim();
  });
  write(row, "pressed", String(chosen), (text) => row.name.setAttribute("aria-pressed", text));
  write(row, "name", context.city(city), (text) => setText(row.name, text));
  write(row, "tag", record.placed ? context.say("placed.tag") : "", (text) => setTag(row, text));
}

/**
 * @param {Row} row
 * @param {string} part
 * @param {string} text
 * @param {(text: string) => void} act
 */
function write(row, part, text, act) {
  if (row.written[part] === text) return;
  row.written[part] = text;
  act(text);
}

/**
 * @param {HTMLElement} holder
 * @param {string} text
 */
function setText(holder, text) {
  const only = holder.firstChild;
  if (only instanceof Text && !only.nextSibling) only.data = text;
  else holder.textContent = text;
}

/**
 * @param {Row} row
 * @param {string} text
 */
function setTag(row, text) {
  row.holder.replaceChildren(row.name);
  if (!text) return;
  const tag = element("span", "tag");
  tag.textContent = text;
  row.holder.append(tag);
}

/**
 * @param {Context} context
 * @param {number} city
 */
function movedBy({ scored, nominal }, city) {
  return nominal.ranks[city] - scored.ranks[city];
}

/**
 * @param {HTMLElement} holder
 * @param {Context} context
 * @param {number} city
 * @param {boolean} changed
 */
function setMove(holder, context, city, changed) {
  const places = movedBy(context, city);
  const known = changed && !Number.isNaN(places);
  const amount = Math.abs(places);
  const kind = places === 0 ? "same" : places > 0 ? "up" : "down";
  const text = known ? context.say(`move.${kind}`, { places: amount }) : "";
  const look = known ? `figure ${kind}` : "figure";
  if (holder.className !== look) holder.className = look;
  if (!holder.firstElementChild) {
    const seen = element("span", "");
    seen.setAttribute("aria-hidden", "true");
    holder.append(seen, element("span", "unseen"));
  }
  const [sign, spoken] = /** @type {HTMLElement[]} */ ([...holder.children]);
  setText(sign, known ? { same: "=", up: `▲${amount}`, down: `▼${amount}` }[kind] : "");
  setText(spoken, text);
}

/**
 * Return the places of the axis of the stacked bars, in per cent.
 * @param {Context} context
 * @param {Parts[]} all
 */
function axisOf({ scored, nominal }, all) {
  let [low, high] = [0, Math.max(highest(scored.shown[0]), highest(nominal.shown[0]))];
  for (const parts of all) {
    let [down, up] = [0, 0];
    for (const { amount } of parts) {
      if (amount < 0) down += amount;
      else up += amount;
    }
    if (down < low) low = down;
    if (low < 0 && up > high) high = up;
  }
  if (low < 0 && high < 0) high = 0;
  const whole = high > low ? high - low : 1;
  return (/** @type {number} */ value) => (100 * (value - low)) / whole;
}

/** @param {Float64Array} scores */
function highest(scores) {
  let high = -Infinity;
  for (let at = 0; at < scores.length; at += 1) if (scores[at] > high) high = scores[at];
  return high;
}

/**
 * Draw the stacked bar behind one element: a layer per part, each from the left edge to the end of its part and
 * above those that end further to the right, so that where weights move only the sizes of the layers are written.
 * @param {Row} row
 * @param {import("../engine/model.js").Model} model
 * @param {Parts} parts
 * @param {(value: number) => number} axis
 */
function drawStack(row, model, parts, axis) {
  const at = (/** @type {number} */ value) => `${axis(value).toFixed(2)}% 100%`;
  const lower = parts.filter(({ amount }) => amount < 0).reverse();
  const ordered = lower.length ? [...lower, ...parts.filter(({ amount }) => amount >= 0)] : parts;
  let place = lower.reduce((sum, { amount }) => sum + amount, 0);
  const sizes = [at(place), ...ordered.map(({ amount }) => at((place += Math.abs(amount))))];
  write(row, "parts", ordered.map(({ node }) => node).join(" "), () => {
    const layers = ordered.map(({ node }) => `linear-gradient(270deg, ${BETWEEN} 1px, ${colourOf(model, node)} 1px)`);
    row.stack.style.backgroundImage = [`linear-gradient(${BETWEEN}, ${BETWEEN})`, ...layers].join(", ");
  });
  write(row, "sizes", sizes.join(", "), (text) => (row.stack.style.backgroundSize = text));
}

/** @type {WeakMap<Float64Array, [number, number]>} */
const ranges = new WeakMap();

/**
 * @param {import("../engine/model.js").Model} model
 * @param {Float64Array} values
 * @returns {[number, number]}
 */
function rangeOf(model, values) {
  let range = ranges.get(values);
  if (!range) {
    let [low, high] = [0, -Infinity];
    for (let city = 0; city < model.sample; city += 1) {
      if (values[city] < low) low = values[city];
      if (values[city] > high) high = values[city];
    }
    range = [low, high];
    ranges.set(values, range);
  }
  return range;
}
