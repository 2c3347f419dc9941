"""Measures kb_builder on catalogues of 1,000, 4,000 and 10,000 articles, beside plain MkDocs (``make bench``)."""
