/** The engine gives the scores and ranks of the library: fixtures are made by it, and checked to be current by its tests. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { smallestChange } from "../src/engine/contributions.js";
import { modelOf } from "../src/engine/model.js";
import { fixed } from "../src/engine/numbers.js";
import { score } from "../src/engine/scoring.js";
import { weightsOf, withShare } from "../src/engine/weights.js";

const file = process.env.INTLINDEX_FIXTURE ?? new URL("fixtures/scoring.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8"));

for (const { name, record, weightings } of cases) {
  test(`scores and ranks: ${name}`, () => {
    const model = modelOf(record.editions[0]);
    for (const { weights, scores, ranks } of weightings) {
      const scored = score(model, weightsOf(model, weights));
      assert.deepEqual(
        Array.from(scored.ranks, (rank) => (Number.isNaN(rank) ? null : rank)),
        ranks,
        JSON.stringify(weights),
      );
      for (const [city, row] of scores.entries()) {
        for (const [node, wanted] of row.entries()) {
          const found = scored.shown[node][city];
          const where = `${model.cities[city].name}, ${model.nodes[node].id}, ${JSON.stringify(weights)}`;
          if (wanted === null) assert.ok(Number.isNaN(found), where);
          else {
            assert.ok(
              Math.abs(found - wanted) <= 1e-12 * Math.max(1, Math.abs(wanted)),
              `${where}: ${found}, not ${wanted}`,
            );
            assert.equal(fixed(found, model.edition.digits), fixed(wanted, model.edition.digits), where);
          }
        }
      }
    }
  });
}

test("just beyond the smallest change of one weight two cities change places, and no smaller change does it", () => {
  let tried = 0;
  for (const { record } of cases) {
    const model = modelOf(record.editions[0]);
    const nominal = score(model, model.weights);
    const lead = (/** @type {number} */ node, /** @type {number} */ share) => {
      const changes = withShare(model, {}, node, share, new Set());
      const { shown } = score(model, weightsOf(model, changes));
      return shown[0][0] - shown[0][1];
    };
    const found = smallestChange(model, nominal, 0, 1);
    const before = nominal.shown[0][0] - nominal.shown[0][1];
    if (!found || Math.abs(before) < 1e-3) continue;
    const now = /** @type {number} */ (nominal.shares[found.node]);
    const way = Math.sign(found.share - now);
    if (found.share < 0.002 || found.share > 0.998) continue;
    tried += 1;
    assert.ok(lead(found.node, found.share + way * 0.001) * before < 0, record.editions[0].label);
    for (const node of model.counted[0]) {
      /** @type {number} */
      const most = Math.abs(found.share - now) - 0.001;
      for (const part of [-1, -0.5, 0.5, 1]) {
        /** @type {number} */
        const share = nominal.shares[node] + part * most;
        if (most > 0 && share > 0 && share < 1) assert.ok(lead(node, share) * before > 0, model.nodes[node].id);
      }
    }
  }
  assert.ok(tried >= 3);
});
