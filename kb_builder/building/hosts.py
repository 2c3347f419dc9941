"""The files that static hosts read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from kb_builder.publishing.headers import (
    content_security_policy,
    headers_file,
    nginx_map,
    redirects_file,
    robots_file,
)
from kb_builder.site.local import LocalSite
from kb_builder.site.redirects import old_addresses


def host_files(site: LocalSite, prefixes: Mapping[str, str], scripts: Iterable[str]) -> dict[str, bytes]:
    """Headers with the Content-Security-Policy, redirects for several hosts, robots.txt."""
    base = site.brand.site_url.rstrip("/") + "/"
    feedback = site.brand.feedback.url if site.brand.feedback.kind == "post" else None
    root = urlsplit(site.brand.site_url).path.rstrip("/") + "/"
    rules = [
        (root + old, target if target.startswith("https:") else root + target)
        for old, target in old_addresses(site).items()
    ]
    return {
        "_headers": headers_file(content_security_policy(scripts, feedback)).encode(),
        "_redirects": redirects_file(rules).encode(),
        "_nginx.map": nginx_map(rules).encode(),
        "robots.txt": robots_file(base, prefixes.values()).encode(),
    }
