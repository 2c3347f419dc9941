"""Built projects → the site in its place: joined, checked, with headers and redirects, swapped in by renames."""
