"""Lets `python -m kb_builder` do what the command `kb` does."""

from kb_builder.cli import main

if __name__ == "__main__":
    main()
