"""Codes as the store writes them: SOC "15-1252", CIP "15.1001" and "15.10", FIPS "40143"."""

import re

_SOC = re.compile(r"^\d{2}-?\d{4}$")
_CIP6 = re.compile(r"^\d{2}\.?\d{4}$")
_CIP4 = re.compile(r"^\d{2}\.?\d{2}$")
NO_CIP = "99.9999"
NO_SOC = "99-9999"


def soc(text: str) -> str | None:
    """Write "151252" or "15-1252" as "15-1252"; None when it is neither."""
    text = text.strip()
    return f"{text[:2]}-{text[-4:]}" if _SOC.match(text) else None


def cip6(text: str) -> str | None:
    """Write "151001" or "15.1001" as "15.1001"; None when it is neither."""
    text = text.strip()
    return f"{text[:2]}.{text[-4:]}" if _CIP6.match(text) else None


def cip4(text: str) -> str | None:
    """Write "1510" or "15.10" as "15.10"; None when it is neither."""
    text = text.strip()
    return f"{text[:2]}.{text[-2:]}" if _CIP4.match(text) else None
