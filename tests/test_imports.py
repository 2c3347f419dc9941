"""The architecture: imports follow the pipeline, modules and functions stay readable.

The layers are those of the design; when this test fails, the import is wrong, not the test.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = "kb_builder"
ROOT = Path(__file__).parent.parent / PACKAGE
MODEL = "content.model"
MODULE_LINES = 400
FUNCTION_LINES = 60

# What each layer may import besides itself. "" is kb_builder/__init__.py.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "content": (),
    "addresses": (MODEL,),
    "aftersales": (MODEL,),
    "checks": ("content", "aftersales", "addresses"),
    "site": ("content", "addresses", "aftersales"),
    "cache": (),
    "engines": (),
    "publishing": (),
    "web": (),
    "search": ("content", "addresses"),
    "importers": ("content", "addresses"),
    "scaffold": ("content", "addresses"),
    "releasing": ("content", "addresses", "aftersales", "site"),
    "building": ("content", "addresses", "aftersales", "site", "cache", "engines", "publishing"),
    "pipeline": (
        "building",
        "cache",
        "content",
        "addresses",
        "aftersales",
        "checks",
        "site",
        "engines",
        "publishing",
        "search",
        "importers",
    ),
    "editorial": ("content", "addresses", "aftersales", "site"),
    "preview": ("building", "content", "engines", "pipeline", "publishing"),
    "": ("pipeline", "content", "checks"),
    "cli": (
        "editorial",
        "preview",
        "building",
        "cache",
        "",
        "content",
        "addresses",
        "aftersales",
        "checks",
        "site",
        "engines",
        "publishing",
        "search",
        "importers",
        "scaffold",
        "releasing",
        "pipeline",
        "web",
    ),
    "__main__": ("cli",),
}


@dataclass(frozen=True)
class Import:
    """One imported module of the package, both names without the package's own."""

    importer: str
    target: str
    line: int


def module_name(path: Path, root: Path) -> str:
    """`content/model/base.py` is `content.model.base`; `__init__.py` is its folder."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path, root: Path) -> Iterator[Import]:
    """Every import of the package by one module, wherever in the module it stands."""
    importer = module_name(path, root)
    package = importer if path.name == "__init__.py" else importer.rpartition(".")[0]
    modules = {module_name(other, root) for other in root.rglob("*.py")}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = [root.name, *package.split(".")] if package else [root.name]
                kept = above[: len(above) - node.level + 1]
                base = ".".join([*kept, *([node.module] if node.module else [])])
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name == root.name or name.startswith(f"{root.name}."):
                target = name.removeprefix(root.name).removeprefix(".")
                # `from kb_builder.content import Guide` imports the module kb_builder.content.
                while target and target not in modules:
                    target = target.rpartition(".")[0]
                yield Import(importer, target, node.lineno)


def is_within(module: str, layer: str) -> bool:
    """Whether the module is the layer or stands inside it."""
    return module == layer or (layer != "" and module.startswith(f"{layer}."))


def back_arrows(root: Path) -> list[str]:
    """Imports that point against the order of the layers, and modules that no layer holds."""
    found = []
    for path in sorted(root.rglob("*.py")):
        layer = module_name(path, root).partition(".")[0]
        where = path.relative_to(root).as_posix()
        if layer not in MAY_IMPORT:
            found.append(f"{where}: belongs to no layer")
            continue
        for one in imports_of(path, root):
            if not any(is_within(one.target, allowed) for allowed in (layer, *MAY_IMPORT[layer])):
                target = ".".join(filter(None, (root.name, one.target)))
                found.append(f"{where}:{one.line}: {layer or root.name} must not import {target}")
    return found


def too_long(root: Path) -> list[str]:
    """Modules and functions that don't fit their limits."""
    found = []
    for path in sorted(root.rglob("*.py")):
        where = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        lines = len(text.splitlines())
        if lines > MODULE_LINES:
            found.append(f"{where}: {lines} lines, at most {MODULE_LINES}")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES:
                    found.append(
                        f"{where}:{node.lineno}: {node.name} has {length} lines, at most {FUNCTION_LINES}"
                    )
    return found


def write_tree(root: Path, files: dict[str, str]) -> Path:
    """A small package below `root`, with an `__init__.py` in every folder."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for folder in [root, *(path for path in root.rglob("*") if path.is_dir())]:
        (folder / "__init__.py").touch()
    return root


def test_imports_follow_the_pipeline() -> None:
    """No step knows the one after it."""
    assert back_arrows(ROOT) == []


def test_modules_and_functions_fit() -> None:
    """A module is read in one go, a function on one screen."""
    assert too_long(ROOT) == []


@pytest.mark.parametrize(
    ("module", "text", "problem"),
    [
        ("content/load.py", "import kb_builder.checks", "content must not import kb_builder.checks"),
        ("content/load.py", "from ..site import pages", "content must not import kb_builder.site.pages"),
        (
            "content/load.py",
            "def late():\n    from kb_builder.site.pages import plan",
            "content must not import kb_builder.site.pages",
        ),
        (
            "aftersales/trees.py",
            "from kb_builder.content import load",
            "aftersales must not import kb_builder.content",
        ),
        (
            "engines/mkdocs.py",
            "from kb_builder import addresses",
            "engines must not import kb_builder.addresses",
        ),
        (
            "search/index.py",
            "from kb_builder.engines import mkdocs",
            "search must not import kb_builder.engines",
        ),
        ("pipeline.py", "from kb_builder.cli import main", "pipeline must not import kb_builder.cli"),
        ("site/pages.py", "from kb_builder import __version__", "site must not import kb_builder"),
        ("helpers.py", "", "belongs to no layer"),
    ],
)
def test_a_back_arrow_is_found(tmp_path: Path, module: str, text: str, problem: str) -> None:
    """However it is written: absolute, relative, inside a function, through the package."""
    folders = ("checks", "cli", "content", "engines", "site")
    tree = {"addresses.py": "", "site/pages.py": "", **{f"{name}/__init__.py": "" for name in folders}}
    root = write_tree(tmp_path / PACKAGE, {**tree, module: text})
    found = back_arrows(root)
    assert len(found) == 1
    assert problem in found[0]


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("content/load.py", "from . import positions\nfrom kb_builder.content.positions import at"),
        ("aftersales/trees.py", "from kb_builder.content.model import Tree"),
        ("addresses.py", "from kb_builder.content import model"),
        ("pipeline.py", "from kb_builder import checks, site"),
        ("cli/build.py", "from kb_builder import __version__, pipeline"),
        ("site/pages.py", "import kb_builder_extras\nimport yaml"),
    ],
)
def test_a_forward_arrow_is_fine(tmp_path: Path, module: str, text: str) -> None:
    """What the order allows, and other packages, are no problem."""
    tree = {"content/model/tree.py": "", "content/positions.py": "", "checks/a.py": "", "site/a.py": ""}
    assert back_arrows(write_tree(tmp_path / PACKAGE, {**tree, "pipeline.py": "", module: text})) == []


def test_long_modules_and_functions_are_found(tmp_path: Path) -> None:
    """One line over the limit is too long, the limit itself is not."""
    body = "\n".join(["    pass"] * (FUNCTION_LINES - 1))
    root = write_tree(
        tmp_path / PACKAGE,
        {
            "content/fits.py": "\n" * MODULE_LINES,
            "content/long.py": "\n" * (MODULE_LINES + 1),
            "content/screen.py": f"def fits():\n{body}\n",
            "content/scroll.py": f"async def scrolls():\n    pass\n{body}\n",
        },
    )
    assert [problem.partition(":")[0] for problem in too_long(root)] == [
        "content/long.py",
        "content/scroll.py",
    ]
