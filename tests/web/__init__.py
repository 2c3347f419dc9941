"""What is asked of other hosts."""
