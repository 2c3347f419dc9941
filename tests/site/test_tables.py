"""Wide tables of a writer on a narrow screen."""

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
