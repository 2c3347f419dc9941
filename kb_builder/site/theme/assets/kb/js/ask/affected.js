// "Is mine affected?": on the page of a notice with serial numbers.

import { isAffected } from "../aftersales/serials.js";
import { dataOf, element } from "../page.js";
import { ask, line, serialField } from "./form.js";

export function start(place) {
  const { words, notice, models } = dataOf("affected");
  ask(place, [serialField(words.serial, words.where)], words.check, ({ serial }) => {
    if (!serial) return line(words.missing, "open");
    const found = isAffected(notice, serial, models);
    if (found === null) return line(words.unknown, "open");
    if (!found) return line(words.not_affected, "good");
    const next = [["#kb-now", words.now], ["#kb-remedies", words.remedies], ["#kb-register", words.register]];
    return [
      line(words.affected, "bad"),
      element("ul", {}, next.filter(([target]) => document.querySelector(target))
        .map(([href, text]) => element("li", {}, element("a", { href }, text)))),
    ];
  });
}
