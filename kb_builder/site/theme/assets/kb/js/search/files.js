// The index of one locale, file by file as it is needed: kb_builder/search/shards.py writes it and says what is in it.

const MOST_FORMS = 60;
const MOST_FILES = 3;
const EXACT = "=";

export class Files {
  constructor(base, meta) {
    this.folder = `${base}${meta.version}/`;
    Object.assign(this, meta);
    this.common = new Set(meta.common);
    this.endings = new Set(meta.endings);
    this.loaded = new Map();
    this.forms = new Map();
    this.stems = new Map();
    this.kindOf = [];
    this.productOf = [];
    for (const [product, kind, count] of meta.runs) {
      for (let number = 0; number < count; number += 1) {
        this.productOf.push(meta.products[product][0]);
        this.kindOf.push(meta.kinds[kind][0]);
      }
    }
    this.worths = new Map(meta.kinds);
    this.names = new Map(meta.products.filter(([product]) => product).map(([product, , stems]) => [product, stems]));
    this.pages = new Map();
    for (const [product, , count] of meta.runs) {
      const slug = meta.products[product][0];
      this.pages.set(slug, (this.pages.get(slug) ?? 0) + count);
    }
  }

  /** The index below an address that ends with a slash. */
  static async open(base) {
    const answer = await fetch(`${base}index.json`, { cache: "no-cache" });
    if (!answer.ok) {
      throw new Error(`${answer.status} ${base}index.json`);
    }
    return new Files(base, await answer.json());
  }

  /** One of the files; asked for once. */
  load(name) {
    if (!this.loaded.has(name)) {
      const asked = fetch(this.folder + name).then((answer) => {
        if (!answer.ok) {
          throw new Error(`${answer.status} ${name}`);
        }
        return answer.json();
      });
      asked.catch(() => this.loaded.delete(name));
      this.loaded.set(name, asked);
    }
    return this.loaded.get(name);
  }

  /** Number of the file that has a word, or would have it. */
  place(form) {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= form) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.max(0, low - 1);
  }

  async words(number) {
    if (number >= this.starts.length) {
      return [];
    }
    const { f, s } = await this.load(`t${number}.json`);
    for (const [form, ...places] of f) {
      if (!this.forms.has(form) && !form.startsWith(EXACT)) {
        this.forms.set(form, places.map((place) => s[place][0]));
      }
    }
    for (const [stem, frequency, flat] of s) {
      if (!this.stems.has(stem)) {
        this.stems.set(stem, { frequency, postings: summed(flat) });
      }
    }
    return f;
  }

  async stemsOf(form) {
    await this.words(this.place(form));
    return this.forms.get(form) ?? [];
  }

  async formsFrom(beginning) {
    const found = [];
    const first = this.place(beginning);
    for (let number = first; number < first + MOST_FILES && number < this.starts.length; number += 1) {
      for (const [form] of await this.words(number)) {
        if (form.startsWith(beginning)) {
          found.push(form);
        } else if (form > beginning) {
          return found.slice(0, MOST_FORMS);
        }
        if (found.length === MOST_FORMS) {
          return found;
        }
      }
    }
    return found;
  }

  async vocabulary(length) {
    return this.lengths.includes(length) ? this.load(`v${length}.json`) : [];
  }

  /** Where a code, an id or an alias leads: `[[document, address], …]`. */
  async exact(key) {
    const form = EXACT + key;
    const listed = await this.words(this.place(form));
    return listed.find(([name]) => name === form)?.[1] ?? [];
  }

  frequency(stem) {
    return this.stems.get(stem)?.frequency ?? 0;
  }

  postings(stem) {
    return this.stems.get(stem)?.postings ?? [];
  }

  worth(document) {
    return this.worths.get(this.kindOf[document]) ?? 1;
  }

  document(number) {
    return this.load(`d${number}.json`);
  }
}

function summed(flat) {
  const found = [];
  let number = 0;
  for (let place = 0; place < flat.length; place += 2) {
    number += flat[place];
    found.push([number, flat[place + 1]]);
  }
  return found;
}
