"""What writers, translators and managers ask of a catalogue: what an edit changes, what is stale, what is missing."""
