"""How large a picture is: as browsers show it, read from the file alone."""

import struct
from pathlib import Path

import pytest

from kb_builder.content.picture_size import PictureSize, picture_size

SVG = 'xmlns="http://www.w3.org/2000/svg"'
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 640, 480, 8, 2, 0, 0, 0) + b"\0" * 4
GIF = b"GIF89a" + struct.pack("<HH", 32, 20) + b"\0\0\0;"
BOMB = '<!DOCTYPE svg [<!ENTITY a "{}"><!ENTITY b "{}">]><svg width="&b;" height="1"/>'.format(
    "9" * 9000, "&a;" * 9000
)


@pytest.mark.parametrize(
    ("drawing", "size"),
    [
        (f'<svg {SVG} width="480" height="320" viewBox="0 0 96 64"/>', (480, 320)),
        (f'<svg {SVG} width=" 12.6px" height="5.2"/>', (13, 5)),
        (f'<svg {SVG} viewBox="0 0 24 16"/>', (24, 16)),
        (f'<svg {SVG} viewBox="0,0, 24,16" width="100%" height="100%"/>', (24, 16)),
        # Not the first width in the file, but the drawing's own.
        (f'<?xml version="1.0"?>\n<!-- width="9" -->\n<svg {SVG} viewBox="0 0 8 8"><rect width="3" height="2"/></svg>', (8, 8)),
        (f'\ufeff<svg {SVG} width="7" height="3"/>', (7, 3)),
        (f'<svg {SVG}><rect width="3" height="2"/></svg>', None),
        (f'<svg {SVG} width="2em" height="3em"/>', None),
        (f'<svg {SVG} width="0" height="0"/>', None),
        (f'<svg {SVG} width="-3" height="4" viewBox="0 0 -3 4"/>', None),
        (f'<svg {SVG} width="99999999999" height="1"/>', None),
        (f'<svg {SVG} width="{"9" * 400}" height="1"/>', None),
        (f'<svg {SVG} viewBox="0 0 1"/>', None),
        (f'<svg {SVG} width="8" height="8"', None),
        ('<?xml version="1.0" encoding="no-such"?><svg width="8" height="8"/>', None),
        ("", None),
        ("no drawing", None),
        (BOMB, None),
    ],
)  # fmt: skip
def test_drawings(tmp_path: Path, drawing: str, size: tuple[int, int] | None) -> None:
    """Its width and height in pixels, else its view box."""
    picture = tmp_path / "drawing.svg"
    picture.write_text(drawing, "utf-8")
    assert picture_size(picture) == (size and PictureSize(*size))


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("photo.png", PNG, (640, 480)),
        ("photo.gif", GIF, (32, 20)),
        ("wrong.jpg", PNG, (640, 480)),
        ("cut.png", PNG[:18], None),
        ("empty.png", b"", None),
        ("noise.webp", bytes(range(256)) * 9, None),
    ],
)
def test_photographs(tmp_path: Path, name: str, data: bytes, size: tuple[int, int] | None) -> None:
    """What is in the file counts, not its name; what can't be read has no size."""
    picture = tmp_path / name
    picture.write_bytes(data)
    assert picture_size(picture) == (size and PictureSize(*size))
