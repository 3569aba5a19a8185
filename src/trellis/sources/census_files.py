"""Where the Census Bureau keeps a state's tables, points and boundaries."""

from typing import Final

from trellis.sources.remote import RemoteFile

YEAR: Final = 2023  # the last year of the five, and of the boundaries; both have the tracts of 2020
API: Final = f"https://api.census.gov/data/{YEAR}/acs/acs5"
# Race, poverty: not published by block group.
BY_TRACT: Final = (
    "B01001",
    *(f"B01001{letter}" for letter in "BCDEGHI"),
    "B17001",
    "B25044",
)
BY_BLOCK_GROUP: Final = ("B01001", "B25044")
_WWW: Final = "https://www2.census.gov/geo"
_TABLE_BYTES: Final = 3_000_000
_ZIP: Final = b"PK"


def people(state: str) -> tuple[RemoteFile, ...]:
    """Tables of young people in a state (FIPS), by tract and by block group."""
    return (
        *(_table(table, state, "tract", f"for=tract:*&in=state:{state}") for table in BY_TRACT),
        *(
            _table(table, state, "bg", f"for=block%20group:*&in=state:{state}&in=county:*&in=tract:*")
            for table in BY_BLOCK_GROUP
        ),
    )


def _table(table: str, state: str, level: str, where: str) -> RemoteFile:
    return RemoteFile(
        f"{API}?get=group({table})&{where}",
        _TABLE_BYTES,
        b"[",
        called=f"acs5_{YEAR}_{table}_{state}_{level}.json",
    )


def points(state: str) -> tuple[RemoteFile, ...]:
    """Centers of population of a state's tracts and block groups, of the 2020 census."""
    folder = f"{_WWW}/docs/reference/cenpop2020"
    return (
        RemoteFile(f"{folder}/tract/CenPop2020_Mean_TR{state}.txt", 100_000),
        RemoteFile(f"{folder}/blkgrp/CenPop2020_Mean_BG{state}.txt", 300_000),
    )


def boundaries(state: str) -> tuple[RemoteFile, ...]:
    """Cartographic boundaries of a state's tracts, block groups and unified school districts."""
    folder = f"{_WWW}/tiger/GENZ{YEAR}/shp"
    return tuple(
        RemoteFile(f"{folder}/cb_{YEAR}_{state}_{kind}_500k.zip", size, _ZIP)
        for kind, size in (("tract", 2_500_000), ("bg", 4_000_000), ("unsd", 1_500_000))
    )
