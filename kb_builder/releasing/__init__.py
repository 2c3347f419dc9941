"""What `kb release` keeps of a release. One module for each kind of thing, each with one function that keeps it."""
