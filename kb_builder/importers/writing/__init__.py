"""Articles → the files of the site."""
