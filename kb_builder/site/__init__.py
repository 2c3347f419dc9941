"""Model → pages → staged MkDocs projects."""
