"""What a writer starts from: a small complete site, and one new file of each kind."""
