"""YAML, Markdown and PO on disk → typed, frozen records, with the position of every key."""
