/**
 * The record that the page reads, as `intlindex.outputs.explorer.record` writes it; fields at their default are left out.
 *
 * @typedef {Record<string, string>} Texts The same text by language code; English is always there.
 *
 * @typedef {(number | null)[]} Numbers One number per city; null for a blank.
 *
 * @typedef {object} StepParameters Those of all kinds; the reference of records has the formula of each kind.
 * @property {number} [origin]
 * @property {number} [scale]
 * @property {number} [base]
 * @property {number | null} [floor]
 * @property {number | null} [ceiling]
 * @property {number[]} [points]
 * @property {number[]} [places]
 * @property {number[]} [edges]
 * @property {number} [low]
 * @property {number} [high]
 * @property {number} [step]
 * @property {number} [digits]
 * @property {"half_away" | "half_even"} [rounding]
 *
 * @typedef {object} Step
 * @property {"affine" | "limits" | "places" | "bands" | "round"} kind
 * @property {StepParameters} parameters
 *
 * @typedef {object} Aggregate
 * @property {string} kind
 * @property {number} [exponent]
 * @property {number} [top]
 * @property {Aggregate} [of]
 * @property {"children" | "given"} [total]
 * @property {"subtract" | "add"} [penalty]
 * @property {number[]} [order_weights]
 *
 * @typedef {object} Group
 * @property {Aggregate} aggregate
 * @property {boolean} skip_blanks
 * @property {boolean} rescale
 * @property {number[]} [nominal]
 * @property {Step[]} [after]
 * @property {Step[]} [onward]
 * @property {Numbers} scores
 * @property {Numbers} [taken]
 * @property {string} [why]
 * @property {string} [fixed]
 *
 * @typedef {object} Indicator
 * @property {Numbers} values
 * @property {Numbers} raw
 * @property {number[]} [years]
 * @property {number[]} [sources]
 * @property {number[]} [areas]
 * @property {number[]} [imputed]
 * @property {string} unit
 * @property {"higher" | "lower"} direction
 * @property {string} [lever]
 * @property {Texts} [definition]
 *
 * @typedef {object} NodeRecord
 * @property {string} id
 * @property {number} parent
 * @property {string} name
 * @property {Record<string, string>} names
 * @property {string} [level]
 * @property {string} [status]
 * @property {boolean} counts
 * @property {number} weight
 * @property {1 | -1} turn
 * @property {1 | -1} better
 * @property {number} step
 * @property {number[]} [blank]
 * @property {Record<string, number>} [fills]
 * @property {Group} [group]
 * @property {Indicator} [indicator]
 *
 * @typedef {object} Noun
 * @property {string} one
 * @property {string} many
 * @property {string} [zh]
 *
 * @typedef {object} City
 * @property {string} id
 * @property {string} name
 * @property {Record<string, string>} names
 * @property {string[]} [aliases]
 * @property {string} [country]
 * @property {string} [region]
 * @property {boolean} [placed]
 *
 * @typedef {object} Source
 * @property {string} title
 * @property {Texts} [titles] The title in other languages.
 * @property {string} publisher
 * @property {Texts} [publishers] The publisher in other languages.
 * @property {string} year
 *
 * @typedef {object} Edition
 * @property {string} label
 * @property {string} id
 * @property {string} name
 * @property {Record<string, string>} names
 * @property {boolean} reconstruction
 * @property {Noun} [noun] What is ranked, where it is not cities.
 * @property {Texts} [description]
 * @property {[number, number]} [years]
 * @property {number} digits
 * @property {"min" | "max" | "average" | "dense" | "ordinal"} ties
 * @property {number} [rank_digits]
 * @property {boolean} ascending
 * @property {NodeRecord[]} nodes
 * @property {City[]} cities
 * @property {string[]} [texts]
 * @property {Record<string, Texts>} [words] Units, countries, regions and years by language, then by the English text.
 * @property {Record<string, Source>} [sources]
 * @property {{within: number, best: Numbers, worst: Numbers} | null} [ranges]
 * @property {{node: number, city: number, rank: number, status: string}[]} [published]
 * @property {{statement: Texts, found: Texts}[]} [misses]
 * @property {{code: string, severity: string, node?: string, message: Texts}[]} [findings]
 *
 * @typedef {object} ExplorerRecord
 * @property {"intlindex/explorer/1"} format
 * @property {string} version
 * @property {"en" | "zh"} [language]
 * @property {Edition[]} editions
 */

export const FORMAT = "intlindex/explorer/1";
