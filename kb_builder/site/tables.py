"""Tables of a writer, which may be wider than a phone."""

from __future__ import annotations

import re

from markupsafe import escape

_TABLE = re.compile(r"<table(?=[ >])")


def scrollable(html: str, label: str) -> str:
    """Each table of cleaned HTML in a frame that scrolls by itself; it takes the focus, so that keys can scroll it."""
    if "<table" not in html:
        return html
    frame = f'<div class="kb-scroll" role="region" aria-label="{escape(label)}" tabindex="0"><table class="kb-table"'
    return _TABLE.sub(frame.replace("\\", r"\\"), html).replace("</table>", "</table></div>")
