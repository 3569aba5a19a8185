"""Addresses of the pipeline's pages; the public has one page alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from trellis.apps.core.ui.table import Export

if TYPE_CHECKING:
    from trellis.apps.landscape.links import Links


@dataclass(frozen=True, slots=True)
class Addresses:
    """Makes addresses of a region's pipeline."""

    links: Links

    def page(self, name: str = "pipeline", *, more: dict[str, Any] | None = None, **arguments: Any) -> str:
        """Return the address of one of the pipeline's pages."""
        return self.links.page(name, more=more, **arguments)

    def district(self, leaid: str) -> str:
        """Return the address of a district's page; "" for the public."""
        return "" if self.links.is_public else self.page("pipeline-district", leaid=leaid)

    def school(self, combokey: str) -> str:
        """Return the address of a school's page; "" for the public."""
        return "" if self.links.is_public else self.page("pipeline-school", combokey=combokey)

    def district_or_row(self, leaid: str) -> str:
        """Return the address of a district's page, or of its row, for charts."""
        return self.district(leaid) or f"#district-{leaid}"

    def export(self, kind: str, *, sheet: str = "") -> str:
        """Return the address of a file: "csv", "xlsx" or "json"."""
        return self.page("pipeline-export", kind=kind, more={"table": sheet} if sheet else None)

    def exports(self, sheet: str) -> tuple[Export, ...]:
        """Return the ways to take a table along; none for the public."""
        if self.links.is_public:
            return ()
        return (
            Export(_("CSV"), self.export("csv", sheet=sheet)),
            Export(_("Excel"), self.export("xlsx")),
        )
