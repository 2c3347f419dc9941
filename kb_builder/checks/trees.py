"""Trees: every answer leads on, every node can be reached, every walk ends, and none is too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb_builder.checks.facts import Facts
from kb_builder.checks.near import Names, short, suggestion
from kb_builder.checks.rule import Finding, Rule
from kb_builder.checks.walks import Way, explore, explore_nodes, longest, reachable, ways_of
from kb_builder.content.catalogue import Entry
from kb_builder.content.model import Answer, OutcomeNode, Question, StepNode, Tree, TreeNode
from kb_builder.content.problem import FieldPath

_MOST_ANSWERS = 8
_NEEDS_TOPIC = frozenset({"contact", "repair", "return", "stop_use"})


def unknown_start(facts: Facts) -> Iterator[Finding]:
    """A tree that begins at a node that it does not have."""
    for entry in facts.catalogue.trees:
        tree = entry.record
        if tree.start not in tree.nodes:
            hint = suggestion(tree.start, tree.nodes, "It has the nodes")
            yield Finding(
                entry.file, f"the tree has no node '{short(tree.start)}' to start with", hint, ("start",)
            )


def dangling_answer(facts: Facts) -> Iterator[Finding]:
    """An answer or a step that leads to a node that the tree does not have."""
    for entry in facts.catalogue.trees:
        nodes, names = entry.record.nodes, Names(entry.record.nodes)
        for name in nodes:
            for way in ways_of(entry.record, name):
                if way.to not in nodes:
                    hint = names.hint(way.to, "It has the nodes")
                    message = f"{way.words} leads to '{short(way.to)}', which this tree does not have"
                    yield Finding(entry.file, message, hint, way.path)


def unreachable_node(facts: Facts) -> Iterator[Finding]:
    """A node that no answers lead to."""
    for entry in facts.catalogue.trees:
        tree = entry.record
        if tree.start in tree.nodes and not _dangles(tree):
            for name in tree.nodes.keys() - reachable(tree):
                message = f"no answers lead to the node '{name}'"
                yield Finding(entry.file, message, "Lead to it, or remove it.", ("nodes", name), on_key=True)


def tree_cycle(facts: Facts) -> Iterator[Finding]:
    """An answer that leads back: the walk would never end."""
    for entry in facts.catalogue.trees:
        for _, way in explore_nodes(entry.record)[1]:
            message = f"{way.words} leads back to '{way.to}', from where the customer came"
            hint = "End in an outcome. To try again, write a step that says how often."
            yield Finding(entry.file, message, hint, way.path)
    between = _Continuations(facts)
    for tree_id, way in between.back:
        message = f"the tree '{way.to}' goes on in this one again: the walk would never end"
        path = ("nodes", way.node, "tree")
        yield Finding(between.by_id[tree_id].file, message, "End in an outcome.", path)


def path_without_end(facts: Facts) -> Iterator[Finding]:
    """A question without answers, or a step after which nothing follows."""
    for entry, name, node in _nodes(facts):
        path: FieldPath = ("nodes", name)
        if isinstance(node, Question) and not node.answers:
            hint = "Add answers, or make it an outcome."
            yield Finding(
                entry.file, f"the question '{name}' has no answers", hint, (*path, "answers"), on_key=True
            )
        if isinstance(node, StepNode) and not node.answers and node.next is None and node.question is None:
            hint = "Ask whether it helped, or say with 'next' where to go on."
            yield Finding(entry.file, f"nothing follows the step '{name}'", hint, path, on_key=True)


def step_asks_and_goes_on(facts: Facts) -> Iterator[Finding]:
    """A step with both answers and ``next``, or with only one of question and answers."""
    for entry, name, node in _nodes(facts):
        if not isinstance(node, StepNode):
            continue
        path: FieldPath = ("nodes", name)
        if node.answers and node.next is not None:
            message = f"the step '{name}' has answers and 'next': which of them counts?"
            yield Finding(entry.file, message, "Keep one of the two.", (*path, "next"), on_key=True)
        if node.answers and node.question is None:
            message, hint = f"the step '{name}' has answers to no question", "Add 'question: …'."
            yield Finding(entry.file, message, hint, (*path, "answers"), on_key=True)
        if node.question is not None and not node.answers:
            message, hint = (
                f"the step '{name}' asks and offers no answers",
                "Add answers, or remove the question.",
            )
            yield Finding(entry.file, message, hint, (*path, "question"), on_key=True)


def too_many_questions(facts: Facts) -> Iterator[Finding]:
    """A walk that asks more than the tree promises, with the trees that it goes on in."""
    lengths = _Continuations(facts).lengths()
    for entry in facts.catalogue.trees:
        most = lengths.get(entry.record.id)
        if most is not None and most > entry.record.max_questions:
            message = f"the longest walk asks {most} questions; max_questions is {entry.record.max_questions}"
            has_limit = "max_questions" in entry.record.model_fields_set
            hint = "Ask first what rules out most, or split the tree."
            yield Finding(
                entry.file, message, hint, ("max_questions",) if has_limit else ("nodes",), not has_limit
            )


def duplicate_label(facts: Facts) -> Iterator[Finding]:
    """Two answers to one question that read the same."""
    for entry, path, answers in _asked(facts):
        seen: set[str] = set()
        for number, answer in enumerate(answers):
            label = " ".join(answer.label.split()).casefold()
            if label in seen:
                message = f"two answers say '{short(answer.label)}'"
                yield Finding(
                    entry.file, message, "Say how they differ.", (*path, "answers", number, "label")
                )
            seen.add(label)


def single_answer(facts: Facts) -> Iterator[Finding]:
    """A question that leaves no choice."""
    for entry, path, answers in _asked(facts):
        if len(answers) == 1:
            message = f"the question '{path[-1]}' has one answer only"
            hint = "Offer another answer, or make it a step with 'next'."
            yield Finding(entry.file, message, hint, (*path, "answers"), on_key=True)


def too_many_answers(facts: Facts) -> Iterator[Finding]:
    """More answers than anybody reads on a phone."""
    for entry, path, answers in _asked(facts):
        if len(answers) > _MOST_ANSWERS:
            message = f"the question '{path[-1]}' has {len(answers)} answers; more than {_MOST_ANSWERS} are hard to read"
            yield Finding(entry.file, message, "Ask in two steps.", (*path, "answers"), on_key=True)


def outcome_without_part(facts: Facts) -> Iterator[Finding]:
    """An end that says to replace a part and not which."""
    for entry, name, node in _nodes(facts):
        if isinstance(node, OutcomeNode) and node.outcome == "replace_part" and node.part is None:
            message, hint = f"the outcome '{name}' does not say which part to replace", "Add 'part: …'."
            yield Finding(entry.file, message, hint, ("nodes", name, "outcome"))


def outcome_without_price(facts: Facts) -> Iterator[Finding]:
    """An end that costs money outside the warranty and does not say how much."""
    for entry, name, node in _nodes(facts):
        if (
            isinstance(node, OutcomeNode)
            and node.outcome in ("repair", "replace_part")
            and node.price is None
        ):
            message = f"the outcome '{name}' does not say what it costs outside the warranty"
            yield Finding(
                entry.file, message, "Add 'price: …' from the price book.", ("nodes", name, "outcome")
            )


def outcome_without_topic(facts: Facts) -> Iterator[Finding]:
    """An end that sends people to the company and does not say with what."""
    for entry, name, node in _nodes(facts):
        if isinstance(node, OutcomeNode) and node.outcome in _NEEDS_TOPIC and node.topic is None:
            message = f"the outcome '{name}' does not say what to contact us about"
            hint = "Add 'topic: …' from channels.yml, so that the right channels are shown."
            yield Finding(entry.file, message, hint, ("nodes", name, "outcome"))


def _dangles(tree: Tree) -> bool:
    """A misspelt name makes its node unreachable: one problem, not two."""
    return any(way.to not in tree.nodes for name in tree.nodes for way in ways_of(tree, name))


def _nodes(facts: Facts) -> Iterator[tuple[Entry[Tree], str, object]]:
    for entry in facts.catalogue.trees:
        for name, node in entry.record.nodes.items():
            yield entry, name, node


def _asked(facts: Facts) -> Iterator[tuple[Entry[Tree], FieldPath, Sequence[Answer]]]:
    for entry, name, node in _nodes(facts):
        if isinstance(node, Question | StepNode):
            yield entry, ("nodes", name), node.answers


class _Continuations:
    """Trees that go on in other trees: in which order to measure them, and where they go round."""

    def __init__(self, facts: Facts) -> None:
        self.by_id = {entry.record.id: entry for entry in facts.catalogue.trees}
        self.known = facts.catalogue.article_by_id
        self.order, self.back = explore(self.by_id, self._ways)

    def _ways(self, tree_id: str) -> Iterator[Way]:
        tree = self.by_id[tree_id].record
        for name in sorted(reachable(tree)):
            node = tree.nodes[name]
            target = self.known.get(node.tree) if isinstance(node, TreeNode) else None
            if target is not None and target.record.id in self.by_id:
                yield Way(target.record.id, name)

    def lengths(self) -> dict[str, int | None]:
        """Id → questions on the longest walk of a tree and of those that it goes on in."""
        found: dict[str, int | None] = {}
        following: dict[str, int] = {}
        for tree_id in self.order:
            record = self.by_id[tree_id].record
            found[tree_id] = longest(record, following)
            for name in (tree_id, *record.aliases):
                following[name] = found[tree_id] or 0
        return found


RULES = (
    Rule("unknown-start", "error", unknown_start),
    Rule("dangling-answer", "error", dangling_answer),
    Rule("unreachable-node", "error", unreachable_node),
    Rule("tree-cycle", "error", tree_cycle),
    Rule("path-without-end", "error", path_without_end),
    Rule("step-asks-and-goes-on", "error", step_asks_and_goes_on),
    Rule("too-many-questions", "error", too_many_questions),
    Rule("duplicate-label", "error", duplicate_label),
    Rule("single-answer", "warning", single_answer),
    Rule("too-many-answers", "warning", too_many_answers),
    Rule("outcome-without-part", "error", outcome_without_part),
    Rule("outcome-without-price", "warning", outcome_without_price),
    Rule("outcome-without-topic", "warning", outcome_without_topic),
)
