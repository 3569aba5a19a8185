"""Every dependency says why it is here, and every locked set has the same versions."""

import ast
import itertools
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", re.MULTILINE)
SETS = ("run", "build", "dev", "data")  # each contains the one before


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(path: Path) -> set[tuple[str, str]]:
    """(name, version) of everything a locked file pins; a package can have a version per platform."""
    return {(normalized(name), version) for name, version in PINNED.findall(path.read_text())}


def test_every_dependency_has_its_reason_beside_it(root: Path) -> None:
    lines = (root / "pyproject.toml").read_text().splitlines()
    starts = [n for n, line in enumerate(lines) if re.match(r"(dependencies|build|dev|data) = \[$", line)]
    assert len(starts) == 4
    unexplained = []
    for start in starts:
        for line in lines[start + 1 : lines.index("]", start)]:
            if line.strip().startswith('"') and not re.search(r'",\s+# \S.{8,}', line):
                unexplained.append(line.strip())
    assert not unexplained, unexplained


def imported_packages(source: Path) -> set[str]:
    """The top-level packages that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"trellis"}


def test_everything_the_package_imports_is_asked_for(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    asked = {normalized(re.split(r"[\[<>=!~; ]", entry)[0]) for entry in project["dependencies"]}
    providers = packages_distributions()
    unasked = {
        f"{name} in {source.relative_to(root)}"
        for source in (root / "src").rglob("*.py")
        if source.name != "build.py"  # rebuilding the snapshot may use the "data" group
        for name in imported_packages(source)
        if not asked & {normalized(provider) for provider in providers.get(name, [])}
    }
    assert not unasked, sorted(unasked)


def test_everything_asked_for_is_locked(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    asked = {
        "run": project["project"]["dependencies"],
        **{name: [entry for entry in groups[name] if isinstance(entry, str)] for name in groups},
    }
    for name, entries in asked.items():
        wanted = {normalized(re.split(r"[\[<>=!~; ]", entry, maxsplit=1)[0]) for entry in entries}
        locked = {package for package, _ in pins(root / "requirements" / f"{name}.txt")}
        assert wanted <= locked, f"make lock: {wanted - locked}"


@pytest.mark.parametrize(("narrow", "wide"), list(itertools.pairwise(SETS)))
def test_a_wider_set_contains_the_narrower_with_the_same_versions(narrow: str, wide: str, root: Path) -> None:
    missing = pins(root / f"requirements/{narrow}.txt") - pins(root / f"requirements/{wide}.txt")
    assert not missing, f"make lock: {missing}"


def test_every_pinned_package_has_hashes(root: Path) -> None:
    for path in (root / "requirements").glob("*.txt"):
        entries = re.split(r"\n(?=[A-Za-z0-9])", path.read_text())[1:]
        without = [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry]
        assert not without, f"{path.name}: {without}"
