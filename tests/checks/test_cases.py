"""What `kb check` prints for the files of each case.

A case is one Markdown file below a folder `cases`: a sentence, blocks that name the file they are, laid over the base
site, and a block of text with what is printed. `UPDATE_GOLDENS=1` writes that block anew.
"""

import os
from pathlib import Path

import pytest

from kb_builder.checks.explanations import fenced_blocks, named_files
from tests.checks.sites import printed, problems_of, site

TESTS = Path(__file__).parents[1]
CASES = sorted([*TESTS.glob("checks/cases/*.md"), *TESTS.glob("content/cases/*.md")])
_EXPECTED = "\n```text\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parents[1].name}/{case.stem}")
def test_a_case_prints_what_stands_in_it(case: Path, tmp_path: Path) -> None:
    """Every problem, in the order of files and places, with its line of source; nothing where all is well."""
    text = case.read_text(encoding="utf-8")
    root = site(tmp_path, named_files(text))
    said = printed(problems_of(root), root)
    if os.environ.get("UPDATE_GOLDENS"):
        case.write_text(
            text.split(_EXPECTED)[0] + _EXPECTED + (f"{said}\n" if said else "") + "```\n", encoding="utf-8"
        )
        return
    expected = [content for info, content in fenced_blocks(text) if info == "text"]
    assert [said.strip("\n")] == [block.strip("\n") for block in expected]
