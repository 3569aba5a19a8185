"""What an import would do: which rows are which entries, which seem to be there twice, what changes."""

from trellis.apps.programs.importing.plan.drafts import Draft
from trellis.apps.programs.importing.plan.existing import Existing, load
from trellis.apps.programs.importing.plan.making import Plan, PlannedRow, RowToPlan, make

__all__ = ["Draft", "Existing", "Plan", "PlannedRow", "RowToPlan", "load", "make"]
