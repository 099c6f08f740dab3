/** The one binding of templates to the library that renders them. */

import htm from "htm";
import { h } from "preact";

export const html = htm.bind(h);
