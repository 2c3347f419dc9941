"""What a release keeps, and how it is read again."""
