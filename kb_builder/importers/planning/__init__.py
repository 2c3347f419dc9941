"""Ids, slugs, products and links of the whole import."""
