"""A catalogue of any size, the same for the same seed: of six articles four are guides, one is a tree, one is prose."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from tests.bench.company import MARKETS, company_files, prices_in
from tests.bench.texts import Texts
from tests.bench.words import COMPONENTS, FAMILIES, FAULTS, OCCASIONS, TASKS, TOOLS, TOPICS

DAY = date(2026, 11, 23)
"""The day that generated catalogues are true on."""
ARTICLES_A_PRODUCT = 40
PARTS_A_PRODUCT = 8
CODES_A_PRODUCT = 10
PICTURES_A_PRODUCT = 3
_FIRST_ID = 10_000

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200"><g fill="none" stroke="#345" stroke-width="4">'
    '<rect x="40" y="30" width="{width}" height="120" rx="12"/><circle cx="160" cy="90" r="{radius}"/></g></svg>\n'
)


@dataclass(frozen=True)
class _Planned:
    """An article before it is written: enough to link to it."""

    id: str
    kind: str
    title: str
    slug: str
    type: str = ""


def generate(root: Path, articles: int, locales: tuple[str, ...] = ("en",), seed: int = 1) -> None:
    """Write a site with so many articles below ``root``; ``locales`` other than the first get PO files."""
    countries = [MARKETS[locale]["country"] for locale in locales]
    prices: list[Any] = []
    problems: list[str] = []
    for number, first in enumerate(range(0, articles, ARTICLES_A_PRODUCT)):
        count = min(ARTICLES_A_PRODUCT, articles - first)
        product = _Product(number, count, _FIRST_ID + first, random.Random(f"{seed}/{number}"))
        product.write(root / "products" / product.slug)
        prices.extend(product.prices(countries))
        problems.extend(product.problems()[: 1 if len(problems) < 5 else 0])
    for name, data in company_files(locales, problems, prices).items():
        _write_yaml(root / "products" / "_shared" / name, name.removesuffix(".yml"), data)
    if len(locales) > 1:
        from tests.bench.translation import translate

        translate(root)


class _Product:
    """One product with its articles, parts, prices and error codes."""

    def __init__(self, number: int, count: int, first_id: int, choice: random.Random) -> None:
        family, name, self.category = FAMILIES[number % len(FAMILIES)]
        code = 100 + number
        self.slug, self.name = f"{family}-{code}", f"{name} {family[:2].upper()}{code}"
        self.choice = choice
        self.components = choice.sample(COMPONENTS, PARTS_A_PRODUCT)
        self.codes = [f"E{value}" for value in sorted(choice.sample(range(10, 99), CODES_A_PRODUCT))]
        self.texts = Texts(choice, name.lower(), self.components)
        self.articles = self._plan(count, first_id)

    def write(self, folder: Path) -> None:
        """Write the product's folder."""
        _write_yaml(folder / "product.yml", "product", self._record())
        writers: dict[str, Callable[[_Planned], dict[str, Any]]] = {"guide": self._guide, "tree": self._tree}
        for article in self.articles:
            if article.kind == "prose":
                _write_prose(folder / "articles" / f"{article.slug}.md", self._head(article), self._body())
            else:
                data = writers[article.kind](article)
                _write_yaml(folder / f"{article.kind}s" / f"{article.slug}.yml", article.kind, data)
        for number in range(PICTURES_A_PRODUCT):
            path = folder / "images" / f"picture-{number}.svg"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_SVG.format(width=200 + 10 * number, radius=20 + 5 * number), encoding="utf-8")

    def prices(self, countries: list[str]) -> Iterator[dict[str, Any]]:
        """The price of each part."""
        for component in self.components:
            yield {
                "id": f"{self.slug}-{_slug(component)}",
                "kind": "part",
                "name": f"{component.capitalize()} for {self.name}",
                "products": [self.slug],
                "part": _slug(component),
                "prices": prices_in(countries, self.choice.randint(5, 150)),
            }

    def problems(self) -> list[str]:
        """The ids of its trees."""
        return [article.id for article in self._of("tree")]

    def _plan(self, count: int, first_id: int) -> list[_Planned]:
        tasks = self.choice.sample(range(len(TASKS) * len(self.components)), count)
        faults = self.choice.sample(range(len(FAULTS) * len(self.components)), count)
        planned = []
        for number in range(count):
            id_ = f"KB-{first_id + number}"
            verb, type_ = TASKS[tasks[number] % len(TASKS)]
            component = self.components[tasks[number] // len(TASKS)]
            if number % 6 == 0:
                fault = FAULTS[faults[number] % len(FAULTS)]
                title = f"The {self.components[faults[number] // len(FAULTS)]} {fault}"
                planned.append(_Planned(id_, "tree", title, _slug(title)))
            elif number % 6 == 1:
                title = f"{TOPICS[number // 6 % len(TOPICS)]} {component}"
                planned.append(_Planned(id_, "prose", title, _slug(title)))
            else:
                title = f"{verb} the {component} {self.choice.choice(OCCASIONS)}"
                planned.append(_Planned(id_, "guide", title, _slug(title), type_))
        return planned

    def _of(self, kind: str) -> list[_Planned]:
        return [article for article in self.articles if article.kind == kind]

    def _some(self, kind: str, count: int) -> list[_Planned]:
        found = self._of(kind)
        return self.choice.sample(found, min(count, len(found)))

    def _record(self) -> dict[str, Any]:
        trees, guides = self._of("tree"), self._of("guide")
        return {
            "name": self.name,
            "summary": f"{self.name}: {self.texts.plain()}",
            "category": self.category,
            "picture": self._picture(0),
            "keywords": [self.name.lower(), self.slug.replace("-", " ")],
            "models": [self._model(letter) for letter in "ab"],
            "components": [{"id": _slug(name), "name": name.capitalize()} for name in self.components],
            "parts": [self._part(number, name) for number, name in enumerate(self.components)],
            "support": {
                "released": date(2023, 3, 6),
                "parts_until": date(2036, 12, 31),
                "service_until": date(2036, 12, 31),
            },
            "symptoms": [{"text": tree.title, "article": tree.id} for tree in trees],
            "error_codes": [self._code(number, code, trees) for number, code in enumerate(self.codes)],
            "featured": [article.id for article in (*trees[:3], *guides[:2])],
            "first_steps": [article.id for article in guides if article.type in ("install", "set-up")][:4],
            "maintenance": [
                {"id": f"task-{number}", "task": guide.title, "every": "P3M", "guide": guide.id}
                for number, guide in enumerate([one for one in guides if one.type == "maintain"][:4])
            ],
            "intro": self.texts.paragraph(3),
            "owner": "team-a",
            "changed": DAY - timedelta(days=30),
            "review_by": DAY + timedelta(days=200),
            "state": "published",
        }

    def _model(self, letter: str) -> dict[str, Any]:
        prefix = self.slug.split("-")[1] + letter.upper()
        return {
            "id": f"{self.slug}-{letter}",
            "name": f"{self.name}-{letter.upper()}",
            "serials": [{"pattern": f"^{prefix}[0-9]{{8}}$", "example": f"{prefix}26371234"}],
        }

    def _part(self, number: int, name: str) -> dict[str, Any]:
        return {
            "id": _slug(name),
            "name": name.capitalize(),
            "number": f"NV-{self.slug.split('-')[1]}{number:02}",
            "component": _slug(name),
            "available_until": date(2036, 12, 31),
        }

    def _code(self, number: int, code: str, trees: list[_Planned]) -> dict[str, Any]:
        entry: dict[str, Any] = {"code": code, "meaning": self.texts.plain()}
        if trees:
            entry["article"] = trees[number % len(trees)].id
        return entry

    def _head(self, article: _Planned) -> dict[str, Any]:
        return {
            "id": article.id,
            "title": article.title,
            "summary": self.texts.plain(),
            "symptoms": self.choice.sample(FAULTS, 2),
            "error_codes": self.choice.sample(self.codes, 1),
            "related": [one.id for one in self.choice.sample(self.articles, min(4, len(self.articles))) if one.id != article.id][:3],
            "owner": "team-a",
            "changed": DAY - timedelta(days=self.choice.randint(1, 300)),
            "validated": {"on": DAY - timedelta(days=1), "by": "k.lis"},
            "review_by": DAY + timedelta(days=self.choice.randint(30, 300)),
            "state": "published",
        }  # fmt: skip

    def _guide(self, article: _Planned) -> dict[str, Any]:
        trees = self._some("tree", 1)
        return {
            **self._head(article),
            "type": article.type,
            "difficulty": self.choice.choice(["easy", "moderate", "difficult"]),
            "time": f"PT{self.choice.randrange(5, 60, 5)}M",
            "tools": [{"name": name} for name in self.choice.sample(TOOLS, self.choice.randint(1, 4))],
            "parts": [{"ref": _slug(self.choice.choice(self.components)), "optional": True}],
            "hazards": [self.texts.hazard() for _ in range(self.choice.randint(0, 2))],
            "intro": self.texts.paragraph(2),
            "steps": [self._step(number) for number in range(self.choice.randint(7, 13))],
            "after": f"{self.texts.paragraph(2)}\n\n> [!TIP]\n> {self.texts.plain()}\n",
            **({"if_not_solved": trees[0].id} if trees else {}),
        }

    def _step(self, number: int) -> dict[str, Any]:
        step: dict[str, Any] = {"id": f"step-{number + 1}"}
        if number % 4 == 0:
            step["section"] = {"title": f"Part {number // 4 + 1}", "id": f"part-{number // 4 + 1}"}
        step["text"] = self.texts.steps(self.choice.choice((1, 2, 2, 3)))
        if self.choice.random() < 0.15:
            step["hazards"] = [self.texts.hazard()]
        if self.choice.random() < 0.3:
            step["images"] = [self._picture(self.choice.randrange(PICTURES_A_PRODUCT))]
        return step

    def _picture(self, number: int) -> dict[str, Any]:
        return {"file": f"picture-{number}.svg", "alt": self.texts.plain()}

    def _tree(self, article: _Planned) -> dict[str, Any]:
        size = self.choice.randint(8, 14)
        asking = (size + 1) // 2
        ends = [f"end-{number + 1}" for number in range(size - asking - 1)]
        nodes: dict[str, Any] = {}
        for number in range(asking):
            after = f"ask-{number + 2}" if number + 1 < asking else "technician"
            nodes[f"ask-{number + 1}"] = self._asking_node(number, ends[number % len(ends)], after)
        for end in ends:
            nodes[end] = {"outcome": "solved", "title": f"The {self.choice.choice(self.components)} was the cause",
                          "prevent": self.texts.paragraph(2)}  # fmt: skip
        nodes["technician"] = {"outcome": "repair", "title": "A technician has to look at it", "topic": "repair",
                               "text": self.texts.paragraph(2), "price": "repair-visit"}  # fmt: skip
        return {**self._head(article), "start": "ask-1", "nodes": nodes}

    def _asking_node(self, number: int, solved: str, after: str) -> dict[str, Any]:
        answers: list[dict[str, Any]] = [{"label": "Yes", "next": solved}, {"label": "No", "next": after}]
        guides = self._some("guide", 1)
        if number % 3 == 1 and guides:
            return {"step": {"guide": guides[0].id}, "question": "Does it work now?", "answers": answers}
        if number % 3 == 2:
            step = {"text": self.texts.steps(2)}
            return {
                "step": step,
                "question": "Does it work now?",
                "hint": self.texts.hint(),
                "answers": answers,
            }
        answers.append({"label": "I don't know", "next": after, "unsure": True})
        part, fault = self.choice.choice(self.components), self.choice.choice(FAULTS)
        return {
            "question": f"Do you notice that the {part} {fault}?",
            "hint": self.texts.hint(),
            "answers": answers,
        }

    def _body(self) -> str:
        parts = [self.texts.paragraph(4)]
        for number in range(self.choice.randint(3, 5)):
            parts.append(f"## {self.choice.choice(self.components).capitalize()} {{#part-{number + 1}}}")
            parts.append(self.texts.paragraph(self.choice.randint(3, 6)))
            if number % 3 == 0:
                parts.append("\n".join(f"- {self.texts.plain()}" for _ in range(4)))
            if number % 3 == 1:
                rows = (f"| {name.capitalize()} | {self.texts.hint()} |" for name in self.components[:5])
                parts.append("\n".join(("| Part | What to know |", "|---|---|", *rows)))
            if number % 3 == 2:
                other = self.choice.choice(self.articles)
                parts.append(f"> [!NOTE]\n> {self.texts.plain()} See [{other.title}]({other.id}).")
        return "\n\n".join(parts) + "\n"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


class _Dumper(yaml.CSafeDumper):
    """Writes YAML as people do: no aliases, longer texts as blocks."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def _yaml(data: Any) -> str:
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _write_yaml(path: Path, kind: str, data: Any) -> None:
    depth = "../" * (2 if path.parent.parent.name == "products" else 3)
    schema = f"# yaml-language-server: $schema={depth}.kb/schemas/{kind}.schema.json\n"
    _write(path, schema + _yaml(data))


def _write_prose(path: Path, data: Any, body: str) -> None:
    _write(path, f"---\n{_yaml(data)}---\n{body}")
