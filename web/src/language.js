/** The texts of the page in two languages, and names in the language of the page. */

import en from "./texts/en.json" with { type: "json" };
import zh from "./texts/zh.json" with { type: "json" };

/** @type {Record<string, Record<string, string>>} */
const CATALOGUES = { en, zh };

/** Texts about areas that values describe, and not about what is ranked. */
const AREAS = /^area\./;

/** @typedef {(key: string, values?: Record<string, string | number>) => string} Say */
/** @typedef {import("./engine/record.js").Noun} Noun */

/** @type {WeakMap<Noun, Record<string, Record<string, string>>>} */
const withNouns = new WeakMap();

/**
 * Return all texts of a language, about what is ranked where it is not cities.
 * @param {"en" | "zh"} language
 * @param {Noun | null | undefined} noun
 */
function catalogueOf(language, noun) {
  if (!noun) return CATALOGUES[language];
  const made = withNouns.get(noun) ?? {};
  withNouns.set(noun, made);
  made[language] ??= Object.fromEntries(
    Object.entries(CATALOGUES[language]).map(([key, text]) => [
      key,
      AREAS.test(key) ? text : inPlaceOfCity(text, noun, language),
    ]),
  );
  return made[language];
}

/**
 * Return a text about cities with another noun, as the sentences of the library get it; placeholders are unchanged.
 * @param {string} text
 * @param {Noun} noun
 * @param {"en" | "zh"} language
 */
function inPlaceOfCity(text, noun, language) {
  if (language === "zh") return noun.zh ? text.replaceAll("城市", () => noun.zh ?? "") : text;
  return text.replace(/(?<![{\w])(?:([Aa]) )?\b(city|cities)\b(?!\})/gi, (_, article, word) => {
    const plain = word.toLowerCase() === "city" ? noun.one : noun.many;
    const found = word[0] === word[0].toUpperCase() ? plain.charAt(0).toUpperCase() + plain.slice(1) : plain;
    return article ? `${article}${/^[aeio]/i.test(found) ? "n" : ""} ${found}` : found;
  });
}

/**
 * Return the function that writes texts in a language.
 * @param {"en" | "zh"} language
 * @param {Noun | null} [noun] What is ranked, where it is not cities.
 * @returns {Say}
 */
export function speaking(language, noun) {
  const catalogue = catalogueOf(language, noun);
  return (key, values = {}) => {
    const text = catalogue[key];
    if (text === undefined) return key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  };
}

/**
 * Write a word of the data, such as a unit or a country, in a language; as it is where the edition has no other word.
 * @param {import("./engine/record.js").Edition} edition
 * @param {string} word
 * @param {string} language
 */
export function wordIn(edition, word, language) {
  const words = edition.words?.[language] ?? {};
  return Object.hasOwn(words, word) ? words[word] : word;
}

/**
 * Return a text that the record holds in several languages; in English where it has no other.
 * @param {import("./engine/record.js").Texts} texts
 * @param {string} language
 */
export function textIn(texts, language) {
  return texts[language] ?? texts.en ?? "";
}

/**
 * Return the name of a node, a city or an edition in a language; in its own where it has none.
 * @param {{name: string, names: Record<string, string>}} named
 * @param {string} language
 */
export function nameOf(named, language) {
  return named.names[language] ?? named.name;
}

/**
 * Write a text for comparison: without case, accents and differences of width.
 * @param {string} text
 */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/**
 * Return whether a city is found by a text: by a part of any of its names, or of its country in any language.
 * @param {import("./engine/record.js").Edition} edition
 * @param {import("./engine/record.js").City} city
 * @param {string} text
 */
export function isFound(edition, city, text) {
  const wanted = folded(text);
  const country = city.country ?? "";
  const countries = [
    country,
    ...Object.keys(edition.words ?? {}).map((language) => wordIn(edition, country, language)),
  ];
  const names = [city.id, city.name, ...Object.values(city.names), ...(city.aliases ?? []), ...countries];
  return names.some((name) => folded(name).includes(wanted));
}
