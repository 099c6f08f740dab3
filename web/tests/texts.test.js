/** The texts of the page: the same in both languages but for the words, and none that is missing or not used. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { nameOf, speaking, textIn, wordIn } from "../src/language.js";

const source = new URL("../src/", import.meta.url);
const read = (/** @type {string} */ name) => JSON.parse(readFileSync(new URL(`texts/${name}.json`, source), "utf8"));
/** @type {Record<string, Record<string, string>>} */
const catalogues = { en: read("en"), zh: read("zh") };
const keys = Object.keys(catalogues.en);
const scripts = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".js"))
  .map((name) => readFileSync(new URL(name, source), "utf8"))
  .join("\n");

const placeholders = (/** @type {string} */ text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test("both languages have the same keys, in the same order", () => {
  assert.deepEqual(Object.keys(catalogues.zh), keys);
});

test("a text has the same placeholders in both languages", () => {
  for (const key of keys) assert.deepEqual(placeholders(catalogues.zh[key]), placeholders(catalogues.en[key]), key);
});

test("no text is empty, and none in English has Chinese letters but the name of the other language", () => {
  for (const key of keys) {
    assert.ok(catalogues.en[key].trim() && catalogues.zh[key].trim(), key);
    if (key !== "language.other") assert.doesNotMatch(catalogues.en[key], /\p{Script=Han}/u, key);
  }
});

test("a Chinese text has Chinese letters, but for names of formats", () => {
  const same = ["language.other", "weights.double", "share.json", "share.python", "values.sourceFull"];
  for (const key of keys) if (!same.includes(key)) assert.match(catalogues.zh[key], /\p{Script=Han}/u, key);
});

/** Keys as the page asks for them: in full, or with a part that is filled in, as `status.${...}`. */
const asked = [...scripts.matchAll(/["`]([a-z]+(?:\.(?:[A-Za-z-]+|\$\{[^}]*\}))+)["`]/g)].map(([, key]) => key);
const patterns = asked.map(
  (key) => new RegExp(`^${key.replaceAll(".", "\\.").replace(/\$\{[^}]*\}/g, "[A-Za-z-]+")}$`),
);

test("every text is used", () => {
  assert.deepEqual(
    keys.filter((key) => !patterns.some((pattern) => pattern.test(key))),
    [],
  );
});

test("every key that the page asks for has a text", () => {
  const said = [...scripts.matchAll(/\bsay\(\s*["`]([^"`]+)["`]/g)].map(([, key]) => key);
  assert.ok(said.length > 50);
  for (const key of said) {
    const pattern = new RegExp(`^${key.replaceAll(".", "\\.").replace(/\$\{[^}]*\}/g, "[A-Za-z-]+")}$`);
    assert.ok(
      keys.some((each) => pattern.test(each)),
      key,
    );
  }
});

test("reasons for fixed weights, areas and statuses that a record can name have texts", () => {
  const schema = JSON.parse(
    readFileSync(new URL("../../docs/reference/schemas/explorer.json", import.meta.url), "utf8"),
  );
  const choices = (/** @type {any} */ field) => field.anyOf.find((/** @type {any} */ each) => each.enum).enum;
  const { GroupRecord, NodeRecord, NoteRecord } = schema.$defs;
  for (const why of choices(GroupRecord.properties.why)) assert.ok(`fixed.${why}` in catalogues.zh, why);
  for (const why of choices(GroupRecord.properties.fixed)) assert.ok(`fixed.${why}` in catalogues.zh, why);
  for (const status of choices(NodeRecord.properties.status)) assert.ok(`status.${status}` in catalogues.zh, status);
  for (const each of NoteRecord.properties.severity.enum) assert.ok(`notes.severity.${each}` in catalogues.zh, each);
});

test("a text is filled with values as they are, markup and braces included", () => {
  assert.equal(speaking("en")("panel.score", { score: "{city}<b>$&" }), "Score {city}<b>$&");
  assert.equal(speaking("zh")("panel.score", { score: "$1" }), "得分 $1");
});

test("every text is about what is ranked, but for the area of a value", () => {
  const noun = { one: "economy", many: "economies", zh: "经济体" };
  const [english, chinese] = [speaking("en", noun), speaking("zh", noun)];
  for (const key of keys.filter((each) => !each.startsWith("area."))) {
    assert.doesNotMatch(english(key).replace(/\{\w+\}/g, ""), /\b(city|cities)\b/i, key);
    assert.doesNotMatch(chinese(key), /城市|两城/, key);
    assert.deepEqual(placeholders(english(key)), placeholders(catalogues.en[key]), key);
  }
  assert.equal(english("placed.note").split(":")[0], "A placed economy is not one of the index");
  assert.equal(english("search.label"), "Search an economy");
  assert.equal(english("about.size", { cities: 2, indicators: 3 }), "2 economies, 3 indicators");
  assert.equal(english("table.city"), "Economy");
  assert.equal(chinese("search.label"), "查找经济体");
  assert.deepEqual([english("area.city"), chinese("area.city")], ["city", "城市"]);
  assert.equal(speaking("zh", { one: "economy", many: "economies" })("table.city"), "城市");
});

test("names, words and texts fall back to English", () => {
  const named = { name: "Beijing", names: { zh: "北京" } };
  assert.deepEqual([nameOf(named, "zh"), nameOf(named, "en")], ["北京", "Beijing"]);
  const edition = /** @type {any} */ ({ words: { zh: { China: "中国" } } });
  assert.deepEqual(
    ["China", "Atlantis", "constructor"].map((word) => wordIn(edition, word, "zh")),
    ["中国", "Atlantis", "constructor"],
  );
  assert.equal(wordIn(edition, "China", "en"), "China");
  assert.deepEqual([textIn({ en: "a", zh: "b" }, "zh"), textIn({ en: "a" }, "zh"), textIn({}, "zh")], ["b", "a", ""]);
});
