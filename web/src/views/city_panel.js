/** One city: where it stands, how sure that is, what lifts it and what holds it back, and every value behind it. */

import { useState } from "preact/hooks";
import { html } from "../dom.js";
import { medianOf, pathOf, strengths } from "../engine/contributions.js";
import { fixed } from "../engine/numbers.js";
import { ranksAt } from "../engine/scoring.js";
import { colourOf } from "../palette.js";
import { Comparison } from "./comparison.js";
import { ValuesTable, isNational } from "./values_table.js";

/** @typedef {import("../context.js").Context} Context */

const SHOWN = 4;

/** @param {{context: Context, city: number}} props */
export function CityPanel({ context, city }) {
  const { model, say } = context;
  return html`<section class="card city-panel" aria-labelledby="city-title">
    <header>
      <h2 id="city-title">${context.city(city)}</h2>
      <span class="quiet"
        >${[model.cities[city].country, model.cities[city].region]
          .filter(Boolean)
          .map((word) => context.word(word ?? ""))
          .join(" · ")}</span
      >
      <button type="button" class="chip close" onClick=${() => context.update({ city: "", against: "" })}>
        ${say("panel.close")}
      </button>
    </header>
    <${Standing} context=${context} city=${city} />
    <${Comparison} context=${context} city=${city} />
    <${Profile} context=${context} city=${city} />
    <${Effects} context=${context} city=${city} />
    <${Published} context=${context} city=${city} />
    <${ValuesTable} context=${context} city=${city} />
  </section>`;
}

/** @param {{context: Context, city: number}} props */
function Standing({ context, city }) {
  const { model, scored, nominal, say, state } = context;
  const rank = scored.ranks[city];
  const known = scored.ranks.slice(0, model.sample).filter((each) => !Number.isNaN(each));
  const record = model.cities[city];
  const count = known.length + (record.placed ? 1 : 0);
  const tied = known.filter((each) => each === rank).length > (record.placed ? 0 : 1);
  const { ranges } = model.edition;
  const [best, worst] = [ranges?.best[city], ranges?.worst[city]];
  const published = (model.edition.published ?? []).find((each) => each.node === 0 && each.city === city);
  const changed = Object.keys(state.changes).length > 0;
  if (Number.isNaN(rank)) return html`<p class="standing">${say("panel.noScore")}</p>`;
  return html`<div class="standing">
    <p class="place">${say(tied ? "panel.placeTied" : "panel.place", { rank, count })}</p>
    <p>${say("panel.score", { score: context.shown(scored.shown[0][city]) })}</p>
    ${changed && html`<p>${say("panel.given", { rank: context.rank(nominal.ranks[city]) })}</p>`}
    ${published && html`<p>${say("panel.published", { rank: published.rank })}</p>`}
    ${typeof best === "number" && typeof worst === "number" && html`<p class="range">${say(best === worst ? "panel.rangeOne" : "panel.range", { best, worst, within: fixed(100 * (ranges?.within ?? 0), 0) })}</p>`}
    ${record.placed && html`<p class="quiet">${say("placed.note")}</p>`}
  </div>`;
}

/** @param {{context: Context, city: number}} props */
function Profile({ context, city }) {
  const { model, say } = context;
  const rows = model.children[0].flatMap((node) => [
    node,
    ...(model.nodes[node].indicator ? [] : model.children[node]),
  ]);
  const published = new Map(
    (model.edition.published ?? []).filter((each) => each.city === city).map(({ node, rank }) => [node, rank]),
  );
  const heads = [
    say("panel.profileScore"),
    say("panel.profileRank"),
    ...(published.size ? [say("panel.profilePublished")] : []),
  ];
  return html`<h3>${say("panel.profile")}</h3>
    <p class="quiet">${say("panel.profileHint")}</p>
    <ul class="profile${published.size ? " with-published" : ""}">
      <li class="heads" aria-hidden="true">
        <span></span><span></span>
        ${heads.map((name) => html`<span key=${name} class="number quiet">${name}</span>`)}
      </li>
      ${rows.map(
        (node) =>
          html`<${ProfileRow}
            key=${node}
            context=${context}
            city=${city}
            node=${node}
            published=${published.size ? (published.get(node) ?? null) : undefined}
          />`,
      )}
    </ul>`;
}

/**
 * One node: the published rank is null where there is none, undefined where the city has none at all.
 * @param {{context: Context, city: number, node: number, published: number | null | undefined}} props
 */
function ProfileRow({ context, city, node, published }) {
  const { model, scored, say } = context;
  const values = scored.shown[node].slice(0, model.sample);
  const known = values.filter((value) => !Number.isNaN(value));
  const value = scored.shown[node][city];
  const [low, high] = [Math.min(...known, value || Infinity), Math.max(...known, value || -Infinity)];
  const at = (/** @type {number} */ each) => (high > low ? 2 + (96 * (each - low)) / (high - low) : 50);
  const rank = context.rank(ranksAt(model, node, scored.shown[node])[city]);
  const median = medianOf(values);
  const text = say("panel.profileRow", {
    node: context.node(node),
    score: context.shown(value),
    rank,
    median: context.shown(median),
  });
  const top = model.nodes[node].parent === 0;
  return html`<li class=${top ? "top" : "below"} title=${text}>
    <span class="profile-name" aria-hidden="true">${context.node(node)}</span>
    <svg viewBox="0 0 100 12" preserveAspectRatio="none" role="img" aria-label=${text}>
      <line class="track" x1="2" x2="98" y1="6" y2="6" />
      <line class="median" x1=${at(median)} x2=${at(median)} y1="1" y2="11" />
      ${!Number.isNaN(value) && html`<rect x=${Math.min(at(value), 98) - 1.3} y=${top ? 1 : 2} width="2.6" height=${top ? 10 : 8} fill=${colourOf(model, node)} />`}
    </svg>
    <span class="number" aria-hidden="true">${context.shown(value)}</span>
    <span class="number quiet" aria-hidden="true">${rank}</span>
    ${published !== undefined && html`<span class="number quiet" aria-hidden="true">${published ?? ""}</span>`}
  </li>`;
}

/** @param {{context: Context, city: number}} props */
function Effects({ context, city }) {
  const { model, scored, say } = context;
  const [chosen, setChosen] = useState(0);
  const groups = model.children[0].filter((node) => !model.nodes[node].indicator);
  const within = groups.includes(chosen) ? chosen : 0; // another edition has other groups
  const found = strengths(model, scored, city).filter(({ node }) => pathOf(model, node).includes(within));
  const lifts = found.filter(({ effect }) => effect > 0).slice(0, SHOWN);
  const holds = found
    .filter(({ effect }) => effect < 0)
    .slice(-SHOWN)
    .reverse();
  const most = Math.max(...found.map(({ effect }) => Math.abs(effect)), 1e-300);
  const list = (/** @type {{node: number, effect: number}[]} */ rows, /** @type {string} */ kind) =>
    html`<ul class="effects ${kind}">
      ${rows.map(
        ({ node, effect }) =>
          html`<li key=${node}>
            <span class="effect-name"
              >${context.node(node)}${isNational(context, node, city) && html` <span class="tag" title=${say("panel.nationalHint")}>${say("panel.national")}</span>`}</span
            >
            <span class="number">${effect > 0 ? "+" : ""}${fixed(effect, model.edition.digits)}</span>
            <span class="effect-bar" aria-hidden="true"
              ><span style=${{ width: `${(100 * Math.abs(effect)) / most}%`, background: colourOf(model, node) }}></span
            ></span>
          </li>`,
      )}
    </ul>`;
  return html`${
      groups.length > 1 &&
      html`<label class="within"
        >${say("panel.within")}
        <select
          name="within"
          value=${within}
          onChange=${(/** @type {any} */ event) => setChosen(Number(event.currentTarget.value))}
        >
          <option value="0">${say("panel.withinAll")}</option>
          ${groups.map((node) => html`<option key=${node} value=${node}>${context.node(node)}</option>`)}
        </select>
      </label>`
    }
    ${lifts.length > 0 && html`<h3>${say("panel.strengths")}</h3>`} ${list(lifts, "lifts")}
    ${holds.length > 0 && html`<h3>${say("panel.weaknesses")}</h3>`} ${list(holds, "holds")}
    <p class="quiet">${say("panel.effectHint")}</p>`;
}

/** @param {{context: Context, city: number}} props */
function Published({ context, city }) {
  const { model, scored, nominal, say } = context;
  const rows = (model.edition.published ?? []).filter((each) => each.city === city);
  if (rows.length === 0) return null;
  return html`<h3>${say("panel.published.title")}</h3>
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">${say("compare.part")}</th>
          ${["node", "ours", "now"].map((name) => html`<th key=${name} scope="col" class="number">${say(`panel.published.${name}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ node, rank }) =>
            html`<tr key=${node}>
              <th scope="row">${context.node(node)}</th>
              <td class="number">${rank}</td>
              <td class="number">${context.rank(ranksAt(model, node, nominal.shown[node])[city])}</td>
              <td class="number">${context.rank(ranksAt(model, node, scored.shown[node])[city])}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}
