"""Product YAML in, a self-help site out."""

__version__ = "0.1.0"
