"""Pages of long lists."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """One page of a list, with the addresses of the pages beside it ("" where there is none)."""

    page: Page[Row]
    previous_url: str
    next_url: str


def listing(request: HttpRequest, rows: QuerySet[Row], *, size: int) -> Listing[Row]:
    """The page that `?page=` asks for; the nearest one where there is no such page."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))

    def address(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    return Listing(
        page,
        address(page.previous_page_number()) if page.has_previous() else "",
        address(page.next_page_number()) if page.has_next() else "",
    )
