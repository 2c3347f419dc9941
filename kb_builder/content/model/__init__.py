"""The model: what a catalogue says, as frozen records."""

from kb_builder.content.model.article import (
    Answer,
    Article,
    Guide,
    GuideStep,
    Hazard,
    Notice,
    OutcomeNode,
    PageFields,
    Prose,
    Question,
    Step,
    StepNode,
    TextStep,
    Tree,
    TreeNode,
)
from kb_builder.content.model.base import Address, Picture, Record, Source
from kb_builder.content.model.company import (
    Brand,
    Category,
    Centre,
    Centres,
    Channel,
    Channels,
    HolidayCalendar,
    Holidays,
    Market,
    Route,
    Topic,
)
from kb_builder.content.model.product import Model, Part, Product
from kb_builder.content.model.promises import (
    ComplaintPolicy,
    Complaints,
    Price,
    PriceBook,
    PriceItem,
    Promise,
    ReturnPolicy,
    Returns,
    Warranty,
)
from kb_builder.content.model.words import (
    Accepted,
    AcceptedState,
    Glossary,
    Ledger,
    Redirect,
    Redirects,
    SearchTests,
    Synonyms,
    Term,
)

__all__ = [
    "Accepted", "AcceptedState", "Address", "Answer", "Article", "Brand", "Category", "Centre", "Centres", "Channel", "Channels", "ComplaintPolicy",
    "Complaints", "Glossary", "Guide", "GuideStep", "Hazard", "HolidayCalendar", "Holidays", "Ledger", "Market",
    "Model", "Notice", "OutcomeNode", "PageFields", "Part", "Picture", "Price", "PriceBook", "PriceItem", "Product", "Promise",
    "Prose", "Question", "Record", "Redirect", "Redirects", "ReturnPolicy", "Returns", "Route", "SearchTests", "Source",
    "Step", "StepNode", "Synonyms", "Term", "TextStep", "Topic", "Tree", "TreeNode", "Warranty",
]  # fmt: skip
