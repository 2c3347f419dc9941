"""Files of the source → articles, pictures, redirects and settings."""
