"""Staged project → HTML. An engine knows nothing of the content."""

from kb_builder.engines.engine import Built, Engine, EngineError
from kb_builder.engines.mkdocs import MkDocs, WarmMkDocs

__all__ = ["Built", "Engine", "EngineError", "MkDocs", "WarmMkDocs"]
