"""The text of one article: parsed, made plain, and taken apart."""
