/** Choices above the ranking: edition, search, region, placed cities, view, presets of weights. */

import { html } from "../dom.js";
import { doubled, equalEverywhere, isSame, usable, withoutIdle } from "../engine/weights.js";
import { isFound, nameOf } from "../language.js";

/** @typedef {import("../context.js").Context} Context */

const MOST_DOUBLED = 6;

/** @param {{context: Context}} props */
export function Toolbar({ context }) {
  const { model, state, say, record } = context;
  const regions = [...new Set(model.cities.map((city) => city.region ?? ""))].filter(Boolean).sort();
  const placed = model.cities.filter((city) => city.placed);
  return html`<div class="toolbar" role="group">
    ${
      record.editions.length > 1 &&
      html`<label>
        <span>${say("edition.label")}</span>
        <select
          name="edition"
          value=${state.edition}
          onChange=${(/** @type {any} */ event) => context.update({ edition: Number(event.currentTarget.value) })}
        >
          ${record.editions.map((each, at) => html`<option key=${at} value=${at}>${each.label}</option>`)}
        </select>
      </label>`
    }
    <label>
      <span>${say("search.label")}</span>
      <input
        type="search"
        value=${state.search}
        placeholder=${say("search.hint")}
        autocomplete="off"
        spellcheck=${false}
        onInput=${(/** @type {any} */ event) => context.update({ search: event.currentTarget.value })}
        onKeyDown=${(/** @type {any} */ event) => event.key === "Enter" && chooseFound(context)}
      />
    </label>
    ${
      regions.length > 1 &&
      html`<label>
        <span>${say("region.label")}</span>
        <select
          name="region"
          value=${state.region}
          onChange=${(/** @type {any} */ event) => context.update({ region: event.currentTarget.value })}
        >
          <option value="">${say("region.all")}</option>
          ${regions.map((region) => html`<option key=${region} value=${region}>${context.word(region)}</option>`)}
        </select>
      </label>`
    }
    <fieldset class="segments">
      <legend>${say("view.label")}</legend>
      ${["ranking", "movement"].map(
        (view) =>
          html`<label key=${view}
            ><input
              type="radio"
              name="view"
              value=${view}
              checked=${state.view === view}
              onChange=${() => context.update({ view: /** @type {any} */ (view) })}
            /><span>${say(`view.${view}`)}</span></label
          >`,
      )}
    </fieldset>
    ${placed.map(
      (city) =>
        html`<label class="check" key=${city.id} title=${say("placed.note")}>
          <input
            type="checkbox"
            data-placed=${city.id}
            checked=${state.placed.includes(city.id)}
            onChange=${() => context.update({ placed: toggled(state.placed, city.id) })}
          />
          <span>${say("placed.label", { city: nameOf(city, state.language) })}</span>
        </label>`,
    )}
  </div>`;
}

/**
 * @param {string[]} list
 * @param {string} id
 */
function toggled(list, id) {
  return list.includes(id) ? list.filter((each) => each !== id) : [...list, id];
}

/** @param {Context} context */
function chooseFound(context) {
  const { model, scored, state } = context;
  if (!state.search.trim()) return;
  const found = scored.order.find(
    (city) => isFound(model.edition, model.cities[city], state.search) && isShown(context, city),
  );
  if (found !== undefined) context.update({ city: model.cities[found].id, search: "" });
}

/**
 * @param {Context} context
 * @param {number} city
 */
function isShown({ model, state }, city) {
  return !model.cities[city].placed || state.placed.includes(model.cities[city].id);
}

/**
 * Return the cities that are listed, from the first to the last.
 * @param {Context} context
 */
export function listedCities(context) {
  const { model, scored, state } = context;
  return scored.order.filter((city) => {
    const record = model.cities[city];
    if (!isShown(context, city)) return false;
    if (state.region && record.region !== state.region) return false;
    return !state.search.trim() || isFound(model.edition, record, state.search);
  });
}

/** @param {{context: Context}} props */
export function Presets({ context }) {
  const { model, state, say } = context;
  const dimensions = model.fixed[0] ? [] : model.counted[0];
  const doubles = dimensions.length > 1 && dimensions.length <= MOST_DOUBLED ? dimensions : [];
  const presets = [
    { name: "given", label: say("weights.given"), changes: {} },
    { name: "equal", label: say("weights.equal"), changes: equalEverywhere(model) },
    ...doubles.map((node) => ({
      name: `double:${model.nodes[node].id}`,
      label: say("weights.double", { node: context.node(node) }),
      changes: doubled(model, node),
    })),
  ].map((each) => ({ ...each, changes: withoutIdle(model, usable(model, each.changes)) }));
  const changed = Object.keys(state.changes).length > 0;
  return html`<div class="presets" role="group" aria-label=${say("weights.presets")}>
    <span class="presets-label" aria-hidden="true">${say("weights.presets")}</span>
    ${presets.map(
      ({ name, label, changes }) =>
        html`<button
          key=${name}
          type="button"
          class="chip"
          data-preset=${name}
          aria-pressed=${isSame(state.changes, changes)}
          onClick=${() => context.update({ changes, locked: [] })}
        >
          ${label}
        </button>`,
    )}
    <span class="presets-state" role="status">${say(changed ? "weights.changed" : "weights.unchanged")}</span>
  </div>`;
}
