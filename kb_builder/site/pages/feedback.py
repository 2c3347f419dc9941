"""Where "Did this help?" leads: a prefilled mail, a prefilled issue, or a form that goes to the company's own address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from kb_builder import addresses
from kb_builder.content.model import Article, Brand
from kb_builder.content.model.company import Feedback
from kb_builder.site.labels import labels
from kb_builder.site.local import Here, plain


@dataclass(frozen=True)
class Answer:
    """One thing that readers can say, and the link that says it; no link where a form is sent."""

    reason: str
    label: str
    href: str


@dataclass(frozen=True)
class FeedbackForm:
    """The control at the end of an article."""

    kind: str
    """``mail``, ``issue`` or ``post``."""
    address: str
    """Where a form is sent."""
    helped: Answer
    reasons: tuple[Answer, ...]
    """Why it did not help."""
    fields: Mapping[str, str]
    """What is sent besides what readers say: article, revision, product, locale."""


def feedback_form(here: Here, article: Article) -> FeedbackForm | None:
    """The control for an article; None where the company wants no feedback."""
    brand = here.site.brand
    feedback: Feedback = brand.feedback
    if feedback.kind == "none" or not (feedback.email if feedback.kind == "mail" else feedback.url):
        return None
    fields = {
        "article": article.id,
        "revision": article.changed.isoformat(),
        "product": here.page.product or "",
        "locale": here.site.locale,
    }
    page = _page_address(here, brand)

    def answer(reason: str, said: str, label: str) -> Answer:
        if feedback.kind == "post":
            return Answer(reason, label, "")
        known = " ".join(filter(None, (*fields.values(), said, reason)))
        title = f"{article.id}: {label}"
        return Answer(
            reason, label, _prefilled(feedback, title, f"{plain(article.title)}\n{page}\n{known}\n")
        )

    _ = here.site.messages.gettext
    reasons = labels(here.site.locale).feedback_reason
    return FeedbackForm(
        feedback.kind,
        feedback.url or "",
        answer("", "yes", _("It helped")),
        tuple(answer(reason, "no", label) for reason, label in reasons.items()),
        fields,
    )


def report_link(here: Here, article: Article) -> str:
    """What opens an agent's mail or issue about an article; empty where the company names neither."""
    feedback: Feedback = here.site.brand.feedback
    if not (feedback.url if feedback.kind == "issue" else feedback.email):
        return ""
    body = "\n".join(filter(None, (_page_address(here, here.site.brand), here.page.source)))
    return _prefilled(feedback, f"{article.id}: {plain(article.title)}", f"{body}\n")


def _page_address(here: Here, brand: Brand) -> str:
    prefix = addresses.locale_prefix(here.site.locale, brand.default_locale)
    return f"{brand.site_url.rstrip('/')}/{prefix}{here.page.address}"


def _prefilled(feedback: Feedback, title: str, body: str) -> str:
    """The link that opens a mail or an issue; nothing is sent before the reader sends it."""
    if feedback.kind != "issue":
        lines = quote("\n\n" + body, safe="").replace("%0A", "%0D%0A")
        return f"mailto:{quote(feedback.email or '', safe='@')}?subject={quote(title, safe='')}&body={lines}"
    url, texts = feedback.url or "", (quote(title, safe=""), quote("\n\n" + body, safe=""))
    if "{title}" in url or "{body}" in url:
        return url.replace("{title}", texts[0]).replace("{body}", texts[1])
    return f"{url}{'&' if '?' in url else '?'}title={texts[0]}&body={texts[1]}"
