"""Small regions, written the way one would say them."""

from collections.abc import Mapping, Sequence

import numpy as np

from trellis.methods.alignment import Crosswalk, FeederInstitutions, Occupations, OutsidePrograms, Programs

UNKNOWN = float("nan")


def occupations(*rows: Mapping[str, object]) -> Occupations:
    """Occupations from rows; what a row doesn't say is: 100 openings, known exactly, bachelor's, focal."""
    full = [
        {"rate": 0.1, "employment": 1000.0, "rse": 0.0, "entry": 3, "focal": True, "wage": 100_000.0, **row}
        for row in rows
    ]
    return Occupations(
        soc=np.array([row["soc"] for row in full], dtype=np.str_),
        employment=np.array([row["employment"] for row in full], dtype=np.float64),
        rse=np.array([row["rse"] for row in full], dtype=np.float64),
        rate=np.array([row["rate"] for row in full], dtype=np.float64),
        entry_rank=np.array([row["entry"] for row in full], dtype=np.int8),
        focal=np.array([row["focal"] for row in full], dtype=np.bool_),
        median_wage=np.array([row["wage"] for row in full], dtype=np.float64),
    )


def needing(soc: str, openings: float, **rest: object) -> dict[str, object]:
    """An occupation with so many openings a year."""
    return {"soc": soc, "employment": openings * 10, "rate": 0.1, **rest}


def programs(*rows: tuple[str, int, float]) -> Programs:
    """Programs from (cip, rank, completers), with the ids p0, p1, …"""
    return Programs(
        id=np.array([f"p{number}" for number in range(len(rows))], dtype=np.str_),
        cip=np.array([row[0] for row in rows], dtype=np.str_),
        rank=np.array([row[1] for row in rows], dtype=np.int8),
        completers=np.array([row[2] for row in rows], dtype=np.float64),
    )


def crosswalk(**links: Sequence[str]) -> Crosswalk:
    """A crosswalk from field to occupations, `c14_08=["17-2051"]` for CIP 14.08."""
    pairs = [(name[1:].replace("_", "."), soc) for name, socs in links.items() for soc in socs]
    return Crosswalk(
        cip=np.array([cip for cip, _ in pairs], dtype=np.str_),
        soc=np.array([soc for _, soc in pairs], dtype=np.str_),
    )


def outside(*rows: tuple[str, str, str, int, float, float, bool]) -> OutsidePrograms:
    """Programs to build on from (id, institution, cip, rank, completers, distance_km, in_region)."""
    return OutsidePrograms(
        id=np.array([row[0] for row in rows], dtype=np.str_),
        institution=np.array([row[1] for row in rows], dtype=np.str_),
        cip=np.array([row[2] for row in rows], dtype=np.str_),
        rank=np.array([row[3] for row in rows], dtype=np.int8),
        completers=np.array([row[4] for row in rows], dtype=np.float64),
        distance_km=np.array([row[5] for row in rows], dtype=np.float64),
        in_region=np.array([row[6] for row in rows], dtype=np.bool_),
    )


def feeders(**distances: float) -> FeederInstitutions:
    """Districts and career-tech centers by name with their distance in km."""
    return FeederInstitutions(
        id=np.array(list(distances), dtype=np.str_),
        distance_km=np.array(list(distances.values()), dtype=np.float64),
    )
