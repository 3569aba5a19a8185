"""The models of the programs directory, one module each. They follow HSDS 3."""

from trellis.apps.programs.models.importing import ImportChange, ImportFile, ImportRow, ImportRun, Source
from trellis.apps.programs.models.program import Program, QualityRating
from trellis.apps.programs.models.session import Session
from trellis.apps.programs.models.settings import DirectorySettings
from trellis.apps.programs.models.site import Site
from trellis.apps.programs.models.verification import Verification

__all__ = [
    "DirectorySettings",
    "ImportChange",
    "ImportFile",
    "ImportRow",
    "ImportRun",
    "Program",
    "QualityRating",
    "Session",
    "Site",
    "Source",
    "Verification",
]
