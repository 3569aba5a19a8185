"""Official identifiers: how they are written, and which can't be true."""

import pytest

from trellis.apps.partners.identifiers import check, ror_checksum


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("ein", "73-1234567", "731234567"),
        ("ein", " 731234567.0 ", "731234567"),
        ("unitid", "207388", "207388"),
        ("lea_id", "4030240", "4030240"),
        ("school_id", "403024001234", "403024001234"),
        ("ror", "https://ror.org/05dxps055", "05dxps055"),
        ("ror", "ror.org/042NB2S44/", "042nb2s44"),
    ],
)
def test_an_identifier_is_kept_without_its_signs(kind: str, text: str, value: str) -> None:
    assert check(kind, text).value == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ein", "12345"),
        ("ein", "000000000"),
        ("unitid", "20738"),
        ("lea_id", "403024"[:5]),
        ("school_id", "4030240"),
        ("ror", "15dxps055"),
        ("ror", "05dxpi055"),
        ("ein", "٧٣١٢٣٤٥٦٧"),
    ],
)
def test_a_wrong_length_or_sign_is_refused(kind: str, text: str) -> None:
    checked = check(kind, text)
    assert (checked.value, checked.problem) == ("", kind)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("ein", "10234567", "010234567"),
        ("lea_id", "100005", "0100005"),
        ("school_id", "10000500870", "010000500870"),
    ],
)
def test_a_zero_that_a_spreadsheet_dropped_comes_back_and_is_said(kind: str, text: str, value: str) -> None:
    checked = check(kind, text)
    assert (checked.value, checked.is_padded) == (value, True)


@pytest.mark.parametrize("ror", ["05dxps055", "042nb2s44", "03vek6s52", "00f54p054"])
def test_the_checksum_is_that_of_published_ror_ids(ror: str) -> None:
    # The published ids of the California Institute of Technology, MIT, Harvard and Stanford.
    assert ror_checksum(ror[:7]) == ror[7:]


def test_two_characters_exchanged_in_a_ror_id_are_noticed() -> None:
    assert check("ror", "05dxsp055").problem == "ror_checksum"
