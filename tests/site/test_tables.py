"""Wide tables of a writer on a narrow screen."""

from kb_builder.site.markdown import to_html
from kb_builder.site.tables import scrollable


def test_a_table_gets_a_frame_that_keys_can_scroll() -> None:
    """The frame has a name and takes the focus; the attributes of the table stay."""
    html = scrollable('<p>a</p><table id="t"><tbody><tr><td>1</td></tr></tbody></table>', 'Table "A"')
    assert html == (
        '<p>a</p><div class="kb-scroll" role="region" aria-label="Table &#34;A&#34;" tabindex="0">'
        '<table class="kb-table" id="t"><tbody><tr><td>1</td></tr></tbody></table></div>'
    )


def test_text_without_a_table_stays() -> None:
    """Nothing is changed, not even a word that only looks like a tag."""
    html = "<p>a &lt;table> and <code>\\1</code></p>"
    assert scrollable(html, "Table") == html


def test_columns_keep_their_side() -> None:
    """Numbers stand at the right where the writer asked for it; no style is needed, which the policy would not let pass."""
    html = to_html("| a | b | c |\n|---|:-:|---:|\n| 1 | 2 | 3 |", lambda _tag, _name, value: value)
    assert '<td>1</td>\n<td align="center">2</td>\n<td align="right">3</td>' in html
    assert '<th align="right">c</th>' in html
