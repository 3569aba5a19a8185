"""The documentation hangs together: every link leads somewhere, every page can be reached."""

import re
from pathlib import Path

FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)


def pages(project_files: list[Path]) -> list[Path]:
    return [path for path in project_files if path.suffix == ".md"]


def links(page: Path) -> list[str]:
    """Where a page's links lead, as written, without those to other sites."""
    targets = LINK.findall(FENCED.sub("", page.read_text()))
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def anchors(page: Path) -> set[str]:
    """The fragments that a page's headings can be reached by."""
    headings = HEADING.findall(FENCED.sub("", page.read_text()))
    plain = [re.sub(r"[`*_]|\[([^\]]*)\]\([^)]*\)", r"\1", heading) for heading in headings]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in plain}


def test_every_link_leads_to_a_file_and_a_heading_that_are_there(
    root: Path, project_files: list[Path]
) -> None:
    broken = []
    for page in pages(project_files):
        for target in links(page):
            path, _, fragment = target.partition("#")
            goal = (page.parent / path).resolve() if path else page
            if not goal.exists() or (fragment and goal.suffix == ".md" and fragment not in anchors(goal)):
                broken.append(f"{page.relative_to(root)}: {target}")
    assert not broken, "\n".join(broken)


def test_every_page_of_the_docs_can_be_reached_from_their_index(root: Path) -> None:
    seen: set[Path] = set()
    waiting = [root / "docs" / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or not page.is_file():
            continue
        seen.add(page)
        goals = [(page.parent / target.partition("#")[0]).resolve() for target in links(page)]
        waiting += [goal for goal in goals if goal.suffix == ".md"]
    lost = [str(page.relative_to(root)) for page in (root / "docs").rglob("*.md") if page not in seen]
    assert not lost, f"Link to these from docs/README.md: {lost}"
