"""What a landscape is asked for: regions and parameters, and what is refused."""

import json

import pytest

from trellis.apps.landscape.parameters import ParameterError, Parameters
from trellis.apps.landscape.region_spec import RegionError, RegionSpec


def test_an_empty_region_is_refused() -> None:
    with pytest.raises(RegionError, match="The region is empty"):
        RegionSpec()


@pytest.mark.parametrize("fips", ["4014", "Tulsa", "401430"])
def test_a_county_that_is_no_fips_code_is_refused(fips: str) -> None:
    with pytest.raises(RegionError, match="five-digit FIPS code"):
        RegionSpec.of_counties(fips)


def test_a_college_can_not_be_added_and_left_out() -> None:
    with pytest.raises(RegionError, match="both added and left out"):
        RegionSpec(areas=("0046140",), added=("207935",), left_out=("207935",))


def test_the_key_does_not_depend_on_order() -> None:
    one = RegionSpec.of_areas("0046140", "0036420")
    other = RegionSpec.of_areas("0036420", "0046140", "0036420")
    assert one.key == other.key == "oews:0036420+0046140"


def test_a_region_survives_json() -> None:
    region = RegionSpec(areas=("0046140",), counties=("40143",), added=("207935",), name="Green Country")
    assert RegionSpec.from_dict(json.loads(json.dumps(region.as_dict()))) == region


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"field": "steam"}, "field is “steam”: choose one of stem, stem_health, skilled_technical, all."),
        ({"definition": "vacancies"}, "choose one of openings, entrants, growth"),
        ({"split": "even"}, "choose one of proportional, equal"),
        ({"retention": 0.0}, "above 0 and at most 1"),
        ({"retention": 1.2}, "above 0 and at most 1"),
        ({"retention": float("nan")}, "above 0 and at most 1"),
    ],
)
def test_a_parameter_out_of_its_range_is_refused(values: dict[str, object], message: str) -> None:
    with pytest.raises(ParameterError) as refused:
        Parameters(**values)  # type: ignore[arg-type]
    assert message in str(refused.value)


def test_parameters_survive_json() -> None:
    parameters = Parameters(field="stem_health", retention=0.8, completions="2024")
    assert Parameters.from_dict(json.loads(json.dumps(parameters.as_dict()))) == parameters
