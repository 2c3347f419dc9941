"""Other people's help centres → products, guides and articles of a site."""

from kb_builder.importers.report import FileResult, Finding, Report, as_json
from kb_builder.importers.report_text import as_text
from kb_builder.importers.run import ImportRefusedError, import_markdown

__all__ = ["FileResult", "Finding", "ImportRefusedError", "Report", "as_json", "as_text", "import_markdown"]
