"""Loads every YAML file and front matter below a folder with PyYAML's C loader (``python -m tests.bench.yaml_load``)."""

import sys
from pathlib import Path

import yaml


def main(folder: Path) -> None:
    """The least that a check of the same files has to do."""
    count = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".yml", ".md"):
            text = path.read_text(encoding="utf-8")
            header = text.split("---\n", 2)[1] if path.suffix == ".md" else text
            yaml.load(header, Loader=yaml.CSafeLoader)
            count += 1
    sys.stdout.write(f"{count}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
