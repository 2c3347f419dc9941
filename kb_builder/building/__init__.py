"""Plan → finished files, of which only those are made again whose inputs changed."""
