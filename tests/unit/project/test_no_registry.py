"""What is committed works with any mirror: no file names where packages are fetched from."""

import json
import re
from pathlib import Path

# Put together here, so that this file doesn't name them either.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("registry", "npmmirror", "com"),
    )
]
NAMED = re.compile("|".join(re.escape(host) for host in HOSTS))
SETTING = re.compile(r"^\s*(--(extra-)?index-url|--find-links|index-url|registry)\b", re.MULTILINE)

TEXT = {".py", ".toml", ".txt", ".in", ".json", ".md", ".ts", ".html", ".yml", ".yaml", ".cfg", "", ".po"}


def test_no_file_names_the_host_of_a_registry(root: Path, project_files: list[Path]) -> None:
    named = [
        f"{path.relative_to(root)}: {match[0]}"
        for path in project_files
        if path.suffix in TEXT and (match := NAMED.search(path.read_text(errors="replace")))
    ]
    assert not named, "\n".join(named)


def test_locked_requirements_set_no_index(root: Path) -> None:
    for path in (root / "requirements").glob("*.txt"):
        assert not SETTING.search(path.read_text()), path.name


def test_the_npm_lock_pins_contents_and_no_addresses(root: Path) -> None:
    packages = json.loads((root / "package-lock.json").read_text())["packages"]
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert not [
        name
        for name, package in packages.items()
        if name and "integrity" not in package and not package.get("inBundle")
    ]


def test_the_npm_lock_has_the_packages_of_every_platform(root: Path) -> None:
    packages = json.loads((root / "package-lock.json").read_text())["packages"]
    wanted = {name for package in packages.values() for name in package.get("optionalDependencies", {})}
    missing = {name for name in wanted if f"node_modules/{name}" not in packages}
    assert not missing, f"npm ci fails on other platforms without these: {sorted(missing)}"
