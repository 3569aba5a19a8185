"""Files of a network are read back by others as what the pages show."""

import csv
from io import BytesIO, StringIO
from typing import Any

import networkx
import pytest
from tests.unit.ties_network.waves import SIX, Region

PAIRS = {
    frozenset(pair)
    for pair in (
        ("North", "Backbone"),
        ("South", "Backbone"),
        ("Library", "Backbone"),
        ("Forge", "Backbone"),
        ("Forge", "Lab"),
        ("North", "South"),
    )
}
"""Who is tied in the example worked by hand."""


def graph(region: Region, name: str, **query: Any) -> networkx.Graph:
    content = BytesIO(region.get(name, **query).content)
    if name == "graphml":
        return networkx.read_graphml(content)
    return networkx.read_gexf(content, version="1.3") if name == "gexf" else networkx.Graph()


def named(found: networkx.Graph) -> set[frozenset[str]]:
    """The ties by the last word of names."""
    name_of = {
        node: str(data.get("name") or data["label"]).split()[-1] for node, data in found.nodes(data=True)
    }
    return {frozenset((name_of[a], name_of[b])) for a, b in found.edges()}


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_networkx_reads_the_same_network_back(region: Region, name: str) -> None:
    region.computed()
    found = graph(region, name)
    assert not found.is_directed()
    assert found.number_of_nodes() == 6
    assert named(found) == PAIRS


def test_igraph_reads_graphml_back(region: Region, tmp_path: Any) -> None:
    import igraph

    region.computed()
    path = tmp_path / "network.graphml"
    path.write_bytes(region.get("graphml").content)
    found = igraph.Graph.Read_GraphML(str(path))
    assert (found.vcount(), found.ecount(), found.is_directed()) == (6, 6, False)


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_measures_and_frequencies_come_along(region: Region, name: str) -> None:
    region.computed(frequency=4)
    found = graph(region, name)
    backbone = next(data for _n, data in found.nodes(data=True) if "Backbone" in str(data))
    assert float(backbone["betweenness"]) == pytest.approx(0.8)
    assert {int(data["frequency"]) for *_ends, data in found.edges(data=True)} == {4}


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_names_with_signs_of_xml_and_emoji_stay_whole(region: Region, name: str) -> None:
    wave = region.wave()
    entry = wave.roster.get(partner=region.partners["Lab"])
    entry.name = 'R&D <"Lab"> 🔬 \x0b'
    entry.save()
    from trellis.apps.ties import evidence

    evidence.compute_and_keep(wave=wave, by=None)
    names = {str(data.get("name")) for _n, data in graph(region, name).nodes(data=True)}
    assert 'R&D <"Lab"> 🔬 ' in names


def test_the_csv_of_ties_has_both_ends_by_name(region: Region) -> None:
    region.computed()
    rows = list(csv.DictReader(StringIO(region.get("ties_csv").content.decode("utf-8-sig"))))
    found = {frozenset((row["source_name"].split()[-1], row["target_name"].split()[-1])) for row in rows}
    assert found == PAIRS


def test_a_name_that_a_spreadsheet_would_run_does_not_run(region: Region) -> None:
    wave = region.wave()
    entry = wave.roster.get(partner=region.partners["Lab"])
    entry.name = "=HYPERLINK(1)"
    entry.save()
    from trellis.apps.ties import evidence

    evidence.compute_and_keep(wave=wave, by=None)
    assert "'=HYPERLINK(1)" in region.get("partners_csv").content.decode()


def test_a_file_holds_what_the_filter_leaves(region: Region) -> None:
    region.computed()
    found = graph(region, "graphml", sector=SIX["Forge"])
    assert named(found) == {frozenset(("Forge", "Backbone")), frozenset(("Forge", "Lab"))}


def test_the_picture_as_a_file_is_well_formed_and_says_what_it_shows(region: Region) -> None:
    from xml.etree import ElementTree

    region.computed()
    root = ElementTree.fromstring(region.get("svg").content)  # noqa: S314  our own
    assert "6 partners" in str(root.findtext("{http://www.w3.org/2000/svg}desc"))
    assert region.get("png").content.startswith(b"\x89PNG")


def test_a_file_of_an_empty_network_is_still_one(region: Region) -> None:
    from trellis.apps.ties.models import Wave

    region.computed([], who={}, origin=Wave.Origin.IMPORT)
    for name in ("graphml", "gexf"):
        assert graph(region, name).number_of_nodes() == 0
