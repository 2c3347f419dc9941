"""Every rule of the checker by its name."""

from __future__ import annotations

from collections.abc import Mapping

from kb_builder.checks import (
    company,
    dates,
    ends,
    formats,
    identity,
    link_rules,
    money,
    pictures,
    proof,
    redirects,
    references,
    released,
    serials,
    states,
    texts,
    translated,
    trees,
)
from kb_builder.checks.rule import Rule
from kb_builder.content.problem import Severity

RULES: tuple[Rule, ...] = (
    *identity.RULES,
    *references.RULES,
    *link_rules.RULES,
    *formats.RULES,
    *dates.RULES,
    *money.RULES,
    *trees.RULES,
    *ends.RULES,
    *pictures.RULES,
    *texts.RULES,
    *company.RULES,
    *proof.RULES,
    *states.RULES,
    *serials.RULES,
    *redirects.RULES,
    *released.RULES,
)
"""The rules about the meaning of a catalogue, family by family."""

SHAPE_RULES: Mapping[str, Severity] = {
    "unknown-key": "error",
    "missing-key": "error",
    "wrong-type": "error",
    "wrong-value": "error",
    "empty-value": "error",
    "too-long": "error",
    "too-many-problems": "error",
    "duplicate-key": "error",
    "yaml-syntax": "error",
    "yaml-alias": "error",
    "yaml-tag": "error",
    "yaml-too-deep": "error",
    "control-character": "error",
    "merge-conflict": "error",
    "wrong-encoding": "error",
    "file-too-big": "error",
    "unreadable-file": "error",
    "empty-file": "error",
    "no-front-matter": "error",
    "missing-file": "error",
    "file-name": "error",
    "case-collision": "error",
    "outside-folder": "error",
    "unknown-file": "warning",
    "po-syntax": "error",
    "po-locale": "error",
}
"""The rules about files and their shape: reading finds them (:mod:`kb_builder.content`)."""

TRANSLATION_RULES = translated.RULES
"""What translators' words may break (:mod:`kb_builder.checks.translated`), besides the rules about links and HTML."""

ACCEPTANCE_RULES: Mapping[str, Severity] = {"accepts-nothing": "warning", "accepts-error": "error"}
"""The rules about ``accepted.yml``, which is read after all others (:mod:`kb_builder.checks.acceptance`)."""

BUILD_RULES: Mapping[str, Severity] = {
    "engine-failed": "error",
    "dead-link": "error",
    "internal-text-published": "error",
}
"""What only a build can find (:mod:`kb_builder.pipeline`)."""

NETWORK_RULES: Mapping[str, Severity] = {"dead-external-link": "warning"}
"""What only other hosts can tell, and only when they are asked (:mod:`kb_builder.checks.external`)."""

SEVERITIES: Mapping[str, Severity] = {
    **SHAPE_RULES,
    **{rule.code: rule.severity for rule in RULES},
    **TRANSLATION_RULES,
    **ACCEPTANCE_RULES,
    **BUILD_RULES,
    **NETWORK_RULES,
}
"""Every rule that ``kb explain`` knows, and how bad it is to break it."""
