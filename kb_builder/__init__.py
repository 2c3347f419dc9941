"""Builds a self-help site from product knowledge kept as YAML."""

__version__ = "0.1.0"
