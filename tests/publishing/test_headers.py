"""The Content-Security-Policy, and the other small files that hosts read."""

from __future__ import annotations

import base64
import hashlib

import pytest

from kb_builder.publishing.facts import facts_of
from kb_builder.publishing.headers import (
    content_security_policy,
    headers_file,
    redirects_file,
    robots_file,
)


def sha256(script: str) -> str:
    """A script's hash as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


@pytest.mark.parametrize(
    ("html", "scripts"),
    [
        ("<p>nothing</p>", []),
        ("<script>go()</script>", ["go()"]),
        ("<script type=module>go()</script>", ["go()"]),
        ('<script>\n  if (a && b < c) go("é")\n</script>', ['\n  if (a && b < c) go("é")\n']),
        ("<script>a()</script><p>x</p><script>b()</script>", ["a()", "b()"]),
        ("<script src='a.js'></script>", []),
        ("<script></script>", []),
        ('<script type="application/ld+json">{"a": 1}</script>', []),
        ('<script id="__config" type="application/json">{"a": 1}</script>', []),
        ("<template><script>in a template()</script></template>", []),
    ],
)
def test_only_scripts_that_run_are_hashed(html: str, scripts: list[str]) -> None:
    """Data and files need no hash; every inline script does."""
    assert facts_of("index.html", html.encode()).scripts == tuple(sorted(map(sha256, scripts)))


def test_the_same_script_counts_once() -> None:
    """Twice on a page is one hash, and their order is that of the hashes."""
    html = b"<script>b()</script><script>a()</script><script>b()</script>"
    assert facts_of("index.html", html).scripts == tuple(sorted((sha256("a()"), sha256("b()"))))


def test_the_policy_allows_the_site_itself_and_nothing_else() -> None:
    """Neither inline code nor another host has a place in it."""
    policy = dict(part.split(" ", 1) for part in content_security_policy([sha256("a()")]).split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["script-src"] == f"'self' {sha256('a()')}"
    assert policy["style-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert not any("unsafe-inline" in value or "http" in value or "*" in value for value in policy.values())


def test_the_address_for_feedback_is_allowed() -> None:
    """A form may send there, a script may post there, nothing is loaded from there."""
    policy = content_security_policy([], "https://feedback.example.com/in")
    assert "connect-src 'self' https://feedback.example.com/in;" in policy
    assert "form-action 'self' https://feedback.example.com/in" in policy
    assert policy.count("feedback.example.com") == 2


def test_the_address_for_feedback_ends_no_directive() -> None:
    """Signs that separate directives and sources are encoded; a policy has no query."""
    policy = content_security_policy([], "https://feedback.example.com/a;b,c d?script-src=*#x")
    assert "connect-src 'self' https://feedback.example.com/a%3Bb%2Cc%20d;" in policy
    assert "script-src=" not in policy


def test_redirects_are_words_of_one_line() -> None:
    """Nothing in an address adds a rule, a status, a wildcard or a placeholder."""
    rules = [
        ("/old page/*", "/wm700/#Größe"),
        ("/:any/", "https://example.com/\n/* https://evil.example/ 302"),
    ]
    assert redirects_file(rules) == (
        "/old%20page/%2A /wm700/#Gr%C3%B6%C3%9Fe 301\n"
        "/%3Aany/ https://example.com/%0A/*%20https://evil.example/%20302 301\n"
    )


def test_the_files_of_the_host() -> None:
    """Headers hold for every path; redirects are permanent; robots find each locale's site map."""
    assert headers_file("default-src 'self'").startswith(
        "/*\n  Content-Security-Policy: default-src 'self'\n"
    )
    assert redirects_file([("/old/", "/wm700/"), ("/a.html", "https://example.com/")]) == (
        "/old/ /wm700/ 301\n/a.html https://example.com/ 301\n"
    )
    assert robots_file("https://example.com/help/", ["", "pl/"]) == (
        "User-agent: *\nAllow: /\n\n"
        "Sitemap: https://example.com/help/sitemap.xml\nSitemap: https://example.com/help/pl/sitemap.xml\n"
    )
