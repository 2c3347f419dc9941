"""The Content-Security-Policy that the site works under, computed from the built pages."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlsplit

_IN_ADDRESS = "/:?#[]@!$&'()*+,;=%~"


def content_security_policy(script_hashes: Iterable[str], feedback: str | None = None) -> str:
    """Everything from the site itself; besides it only what search and Material's own scripts need."""
    form = "'self'" + (f" {_source(feedback)}" if feedback else "")
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {' '.join(script_hashes)}".strip(),
            "style-src 'self'",
            "img-src 'self' data:",
            f"connect-src {form}",
            f"form-action {form} mailto:",
            "object-src 'none'",
            "base-uri 'self'",
            "frame-ancestors 'self'",
        )
    )


def _source(address: str) -> str:
    """An address as a policy names it: without query and fragment, and with no sign that would end the directive."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{quote(parts.path, safe='/:@!$&()*+=~%')}"


def headers_file(policy: str) -> str:
    """``_headers`` in the form that static hosts read (Netlify, Cloudflare Pages)."""
    return (
        "/*\n"
        f"  Content-Security-Policy: {policy}\n"
        "  X-Content-Type-Options: nosniff\n"
        "  Referrer-Policy: strict-origin-when-cross-origin\n"
    )


def redirects_file(rules: Iterable[tuple[str, str]]) -> str:
    """``_redirects`` (Netlify, Cloudflare Pages): old path, new path, 301.

    Encoded, so that no path is taken for several words, a wildcard (``*``) or a placeholder (``:name``).
    """
    return "".join(f"{quote(old)} {quote(new, safe=_IN_ADDRESS)} 301\n" for old, new in rules)


def nginx_map(rules: Iterable[tuple[str, str]]) -> str:
    """The same as a map for nginx, to be included in its ``http`` block: old path → ``$kb_moved``.

    nginx compares decoded paths, in any case of letters; with and without the slash at the end.
    """
    lines: dict[str, str] = {}
    for old, new in rules:
        for path in (old, old.rstrip("/")):
            if path and "\n" not in path:
                quoted = path.replace("\\", "\\\\").replace('"', '\\"')
                lines.setdefault(
                    quoted.lower(), f'  "{quoted}" "{quote(new, safe=_IN_ADDRESS.replace("$", ""))}";\n'
                )
    return (
        "map_hash_max_size 65536;\nmap_hash_bucket_size 4096;\n"
        f'map $uri $kb_moved {{\n  default "";\n{"".join(lines.values())}}}\n'
    )


def robots_file(base: str, prefixes: Iterable[str]) -> str:
    """``robots.txt`` with the site map of each locale."""
    maps = "".join(f"Sitemap: {base}{prefix}sitemap.xml\n" for prefix in prefixes)
    return f"User-agent: *\nAllow: /\n\n{maps}"
