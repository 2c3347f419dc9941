"""What a build keeps for the next one: files by their content, and which page came from which inputs. It knows nothing of pages."""

from kb_builder.cache.blobs import Blobs
from kb_builder.cache.index import CacheError, Index, Row

__all__ = ["Blobs", "CacheError", "Index", "Row"]
