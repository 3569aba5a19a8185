"""Finds organizations that seem to be the same one: near names, with identifiers, website, mail, ZIP code.

A near name alone is not enough, and some near names are surely two: "Lincoln Elementary School" is not
"Lincoln Middle School", "School 12" is not "School 13", and two that have different numbers in the same
official register are two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np
from rapidfuzz import fuzz, process

from trellis.apps.programs.importing.plan.names import numbers_in, plain

# From where on two names may be the same by themselves, and beside another sign.
NEAR: Final = 93.0
NEAR_WITH_SIGN: Final = 82.0
_MOST_AT_ONCE: Final = 500
_SHORT: Final = {
    "univ": "university", "u": "university", "ctr": "center", "cntr": "center", "centre": "center",
    "sci": "science", "assn": "association", "assoc": "association", "dept": "department", "lib": "library",
    "inst": "institute", "intl": "international", "natl": "national", "fdn": "foundation",
    "found": "foundation", "soc": "society", "comm": "community", "cmty": "community",
    "cc": "community college",
    "ps": "public schools", "isd": "independent school district", "sd": "school district",
    "sch": "school", "schs": "schools", "elem": "elementary", "es": "elementary school",
    "ms": "middle school",
    "hs": "high school", "st": "saint", "mt": "mount", "ft": "fort", "tech": "technology",
    "mfg": "manufacturing", "svcs": "services", "svc": "service", "mgmt": "management", "govt": "government",
    "hist": "historical", "org": "organization", "organisation": "organization", "museums": "museum",
}  # fmt: skip
_LEGAL: Final = frozenset(
    {"the", "inc", "incorporated", "llc", "llp", "ltd", "corp", "corporation", "company", "of", "and", "for"}
)
# Words that tell two apart however near the rest is.
_TELLING: Final = frozenset(
    {
        "elementary", "middle", "high", "junior", "primary", "intermediate", "preschool", "north", "south",
        "east", "west", "northeast", "northwest", "southeast", "southwest", "upper", "lower", "foundation",
        "alumni", "men", "women", "boys", "girls", "museum", "library", "hospital", "university", "college",
        "museums", "zoo", "aquarium",
    }
)  # fmt: skip
# Hosts that many organizations share.
_SHARED_HOSTS: Final = frozenset(
    {
        "facebook.com", "m.facebook.com", "instagram.com", "linkedin.com", "twitter.com", "x.com",
        "youtube.com", "sites.google.com", "google.com", "docs.google.com", "wordpress.com", "wixsite.com",
        "weebly.com", "linktr.ee", "eventbrite.com", "meetup.com", "github.com",
    }
)  # fmt: skip
_SHARED_MAIL: Final = frozenset(
    {
        "gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "aol.com", "icloud.com", "msn.com",
        "live.com",
        "me.com", "comcast.net", "att.net", "cox.net", "sbcglobal.net", "verizon.net", "protonmail.com",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of an organization. `ref` is whatever its caller knows it by."""

    ref: Any
    name: str
    other_name: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)
    host: str = ""
    mail: str = ""
    phone: str = ""
    zip_codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Alike:
    """Two that seem to be the same: `score` 0 to 100, `why` as codes and values ("name" 96, "host" …)."""

    first: Known
    second: Known
    score: float
    why: tuple[tuple[str, str], ...]


def known(
    ref: Any,
    name: str,
    *,
    other_name: str = "",
    identifiers: Mapping[str, str] | None = None,
    url: str = "",
    email: str = "",
    phone: str = "",
    zip_codes: Sequence[str] = (),
) -> Known:
    """An organization as it is compared: its website's host, its mail's domain, its telephone's digits."""
    mail = email.rpartition("@")[2].casefold()
    digits = re.sub(r"\D", "", phone)[-10:]
    return Known(
        ref=ref,
        name=comparable(name),
        other_name=comparable(other_name),
        identifiers={key: value for key, value in (identifiers or {}).items() if value},
        host=host_of(url),
        mail="" if mail in _SHARED_MAIL else mail,
        phone=digits if len(digits) == 10 else "",
        zip_codes=frozenset(code[:5] for code in zip_codes if code),
    )


def host_of(url: str) -> str:
    """The host of a website, without "www."; with its path where many share the host."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if host in _SHARED_HOSTS:
        path = parts.path.strip("/").casefold()
        return f"{host}/{path}" if path else ""
    return host


@lru_cache(maxsize=65_536)
def comparable(name: str) -> str:
    """A name in small letters with its abbreviations in full and without "Inc.": what two spellings share."""
    words = plain(name).split()
    if "co" in words:
        # "Illustrative Co. Library" is a county's, "Illustrative Robotics Co." a company.
        words = [
            *("county" if word == "co" else word for word in words[:-1]),
            *(w for w in words[-1:] if w != "co"),
        ]
    words = [_SHORT.get(word, word) for word in words]
    kept = [word for each in words for word in each.split() if word not in _LEGAL]
    return " ".join(kept) or plain(name)


def alike(first: Known, second: Known, name_score: float | None = None) -> Alike | None:
    """Whether two seem to be the same, and why; None where they don't, or surely aren't."""
    same, different = _registers(first, second)
    if different and not same:
        return None
    score = _names(first, second) if name_score is None else max(name_score, _other_names(first, second))
    why = [("identifier", kind) for kind in same]
    if score >= NEAR_WITH_SIGN:
        why.append(("name", f"{score:.0f}"))
    if same:
        return Alike(first, second, 100.0, (*why, *_signs(first, second)))
    if _told_apart(first.name, second.name) and not _is_short_for(first, second):
        return None
    signs = _signs(first, second)
    if _is_short_for(first, second) and signs:
        return Alike(first, second, 90.0, (("initials", ""), *signs))
    if score >= NEAR or (score >= NEAR_WITH_SIGN and signs):
        return Alike(first, second, min(99.0, round(score, 1)), (*why, *signs))
    return None


def pairs(everything: Sequence[Known], first_new: int = 0) -> list[Alike]:
    """All pairs that seem to be the same, best first, of which the later is at `first_new` or beyond.

    Names are compared in blocks; those without a near name only where they share a sign.
    """
    found: dict[tuple[int, int], Alike] = {}
    names = [each.name for each in everything]
    for start in range(first_new, len(everything), _MOST_AT_ONCE):
        block = names[start : start + _MOST_AT_ONCE]
        scores = process.cdist(
            block, names, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR_WITH_SIGN - 12, dtype=np.float32
        )
        for left, right in zip(*np.nonzero(scores), strict=True):
            at, other = start + int(left), int(right)
            if other < at:
                _try(found, everything, other, at)
    for other, at in _sharing_a_sign(everything, first_new):
        if (other, at) not in found:
            _try(found, everything, other, at)
    return sorted(found.values(), key=lambda each: -each.score)


def _try(found: dict[tuple[int, int], Alike], everything: Sequence[Known], other: int, at: int) -> None:
    likeness = alike(everything[other], everything[at])
    if likeness is not None:
        found[other, at] = likeness


def _sharing_a_sign(everything: Sequence[Known], first_new: int) -> set[tuple[int, int]]:
    """Pairs that share an identifier, a host, a mail domain, a telephone: few share one of those."""
    by_sign: dict[tuple[str, str], list[int]] = {}
    for at, each in enumerate(everything):
        signs = [("host", each.host), ("mail", each.mail), ("phone", each.phone), *each.identifiers.items()]
        for kind, value in signs:
            if value:
                by_sign.setdefault((kind, value), []).append(at)
    return {
        (other, at)
        for members in by_sign.values()
        if len(members) <= 50
        for at in members
        if at >= first_new
        for other in members
        if other < at
    }


def _registers(first: Known, second: Known) -> tuple[list[str], list[str]]:
    """The registers in which both have the same number, and those in which theirs differ."""
    both = first.identifiers.keys() & second.identifiers.keys()
    same = sorted(kind for kind in both if first.identifiers[kind] == second.identifiers[kind])
    return same, sorted(both - set(same))


def _names(first: Known, second: Known) -> float:
    return max(float(fuzz.token_sort_ratio(first.name, second.name)), _other_names(first, second))


def _other_names(first: Known, second: Known) -> float:
    scores = [
        float(fuzz.token_sort_ratio(one, other))
        for one, other in ((first.other_name, second.name), (first.name, second.other_name))
        if len(one) > 4 and len(other) > 4
    ]
    # "Illustrative Science Center" within "Illustrative Science Center at the Riverside", no other way round.
    within = float(fuzz.token_set_ratio(first.name, second.name))
    shorter = min(len(first.name.split()), len(second.name.split()))
    return max([*scores, within - 8.0 if shorter >= 3 else 0.0])


def _is_short_for(first: Known, second: Known) -> bool:
    """Whether one name is the other's initials: "ICC" and "Illustrative Community College"."""
    for short, long in ((first.name, second.name), (second.name, first.name)):
        words = long.split()
        is_short = 2 <= len(short) <= 8 and " " not in short and len(words) >= 2
        if is_short and short == "".join(word[0] for word in words):
            return True
    return False


def _signs(first: Known, second: Known) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    if first.host and first.host == second.host:
        found.append(("host", first.host))
    if first.phone and first.phone == second.phone:
        found.append(("phone", first.phone))
    if first.mail and first.mail == second.mail:
        found.append(("mail", first.mail))
    # Neighbors share a ZIP code: it says something only where their websites don't say the contrary.
    has_other_site = bool(first.host and second.host and first.host != second.host)
    if (shared := first.zip_codes & second.zip_codes) and not has_other_site:
        found.append(("zip", min(shared)))
    return tuple(found)


def _told_apart(first: str, second: str) -> bool:
    """Whether a number or a telling word stands in one name and not in the other."""
    if numbers_in(first) != numbers_in(second) or _last_letter(first) != _last_letter(second):
        return True
    ours, theirs = set(first.split()) & _TELLING, set(second.split()) & _TELLING
    return bool(ours and theirs and ours != theirs) or bool({"foundation", "alumni"} & (ours ^ theirs))


def _last_letter(name: str) -> str:
    """The letter that a name ends with by itself, "d" of "Building D"; "" where it ends otherwise."""
    last = name.rpartition(" ")[2]
    return last if len(last) == 1 and last.isalpha() else ""
