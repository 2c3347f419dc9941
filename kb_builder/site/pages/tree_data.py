"""What the script of a tree's page needs: the numbers of its codes, where to send them, its words."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from kb_builder import addresses
from kb_builder.aftersales.handoff import product_number, revision_name, revision_number, tree_number
from kb_builder.aftersales.routes import channels_for, channels_in
from kb_builder.aftersales.walk import Walk
from kb_builder.content.model import Channels, Tree
from kb_builder.site.labels import labels
from kb_builder.site.local import Here
from kb_builder.site.pages.article import topic_link
from kb_builder.site.pages.reach import TOPIC, home_markets


def walk_data(here: Here, tree: Tree, walk: Walk) -> Mapping[str, Any]:
    """What the script needs to make codes and to pass them on."""
    _ = here.site.messages.gettext
    revision = revision_number(walk)
    return {
        "tree": tree_number(walk.tree),
        "product": product_number(here.page.product or ""),
        "revision": revision,
        "start": walk.start,
        "title": str(tree.title),
        "kept": here.url(addresses.kept_tree(walk.tree, revision_name(revision))).rpartition("/")[0] + "/",
        "search": here.url(addresses.COMPANY_PAGES["search"]),
        "contact": topic_link(here, TOPIC).href,
        "channels": _channels(here),
        "outcomes": labels(here.site.locale).outcome,
        "text": {
            "again": _("Start again"), "answers": _("Your answers"), "change": _("Change"), "go_on": _("Go on"),
            "straight": _("You came straight to this question."),
            "misfit": _("The link does not fit these questions any more. This is the last one that it fits."),
            "help": _("Get help with this"), "code": _("Your code"),
            "read": _("Read this code to us. Then we see what you have tried."),
            "scan": _("QR code of this page"), "copy": _("Copy the link"), "copied": _("Copied"),
            "contact": _("Talk to us"), "tried": _("What I have tried:"),
            "no_code": _("This is no code. Check it group by group."),
            "other_code": _("This code belongs to another page."), "find": _("Find it"),
            "unknown": _("The code was given on a revision of this page that is unknown. Ask what was tried."),
            "older": _("The code was given on an earlier revision of this page, released %(date)s. This is what was shown then:"),
            "same": _("Today the same answers lead to the same place."),
            "changed": _("This page has changed since. Today the same answers lead only as far as this:"),
        },
    }  # fmt: skip


def _channels(here: Here) -> list[dict[str, str]]:
    """Mailboxes and forms in the countries of the reader's language: they take the code along."""
    record: Channels = here.site.record(here.site.plan.catalogue.channels)
    found: dict[str, dict[str, str]] = {}
    for market in home_markets(here.site):
        country = market.country
        for channel in channels_for(record, TOPIC, country, here.site.locale):
            if channel.kind == "form" and channel.url:
                found[channel.id] = {"name": str(channel.name), "url": channel.url}
        mailboxes = (one for one in channels_in(record, country) if one.kind == "email" and one.email)
        fitting = (one for one in mailboxes if not one.topics or TOPIC in one.topics)
        for mailbox in islice(fitting, 1):
            found[mailbox.id] = {"name": str(mailbox.name), "email": str(mailbox.email)}
    return list(found.values())
