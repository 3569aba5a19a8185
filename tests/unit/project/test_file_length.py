"""A file is one idea."""

from pathlib import Path

LIMIT = 400  # lines; beyond, a file wants to be two
CODE = {".py", ".ts", ".html"}


def test_no_file_of_code_is_longer_than_400_lines(root: Path, project_files: list[Path]) -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in project_files if path.suffix in CODE}
    too_long = {str(path.relative_to(root)): n for path, n in lengths.items() if n > LIMIT}
    assert not too_long, f"Make two of each: {too_long}"
