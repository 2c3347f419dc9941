"""The errors of a catalogue as a page that a writer can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jinja2 import Environment

from kb_builder.content.problem import Problem

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ problems|length }} to mend</title>
<link rel="stylesheet" href="{{ base }}problems.css">
</head>
<body>
<main>
<h1>{% if problems|length == 1 %}One mistake keeps{% else %}{{ problems|length }} mistakes keep{% endif %} this page from being built</h1>
<p>The page comes back by itself when they are mended.</p>
{% for problem in problems[:50] %}
<section>
<h2>{{ problem.file }}:{{ problem.line }}:{{ problem.column }}</h2>
<p class="message">{{ problem.message }} <code>{{ problem.code }}</code></p>
{% if excerpt(problem) %}<pre>{{ excerpt(problem) }}</pre>{% endif %}
{% if problem.hint %}<p class="hint">{{ problem.hint }}</p>{% endif %}
</section>
{% endfor %}
{% if problems|length > 50 %}<p>… and {{ problems|length - 50 }} more.</p>{% endif %}
</main>
</body>
</html>
"""
STYLE = """:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
main { max-inline-size: 48rem; margin: 2rem auto; padding-inline: 1rem; }
section { border-inline-start: 4px solid #c62828; padding-inline-start: 1rem; margin-block: 2rem; }
h2 { font: 600 1rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { overflow-x: auto; padding: .75rem; background: color-mix(in srgb, CanvasText 8%, Canvas); }
.message { font-size: 1.125rem; }
"""


def problems_page(problems: Iterable[Problem], excerpt: Callable[[Problem], str], base: str) -> bytes:
    """HTML; ``excerpt`` gives a problem's line with a caret, ``base`` is where the preview's own files are."""
    template = Environment(autoescape=True).from_string(_PAGE)
    return template.render(problems=tuple(problems), excerpt=excerpt, base=base).encode()
