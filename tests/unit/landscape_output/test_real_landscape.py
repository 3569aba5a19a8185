"""The real landscape of the Tulsa area, from the snapshot, through every output."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from trellis.apps.landscape.assembly import assemble
from trellis.apps.landscape.brief import render_brief
from trellis.apps.landscape.charts import gap_chart, occupation_chart
from trellis.apps.landscape.exports import SHEETS, csv_text
from trellis.apps.landscape.region_spec import RegionSpec
from trellis.apps.landscape.ribbons import group_picture
from trellis.apps.landscape.workbook import workbook
from trellis.sources.store import Store

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["Tulsa, OK", "US", "Denver"])
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    store = Store.open(tmp_path_factory.mktemp("data"))
    area = store.find_area(request.param)
    made: dict[str, Any] = assemble(store, RegionSpec.of_areas(area.code)).document()
    return made


def test_the_brief_is_four_pages(document: dict[str, Any]) -> None:
    assert len(PdfReader(BytesIO(render_brief(document))).pages) == 4


def test_every_occupation_and_bottleneck_can_be_drawn(document: dict[str, Any]) -> None:
    assert gap_chart(document).rows
    for row in document["occupations"]:
        assert occupation_chart(document, row["soc"]).sentence
    for number in range(len(document["bottlenecks"])):
        assert group_picture(document, number).svg.endswith("</svg>")


def test_every_row_is_exported(document: dict[str, Any]) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(document)))
    assert book["Occupations"].max_row == len(document["occupations"]) + 1
    for key in SHEETS[1:]:
        assert csv_text(document, key).count("\r\n") == len(document[key]) + 1
