"""What measures mean, in words: the example worked by hand, and what changed since the wave before."""

from datetime import date

from tests.unit.ties_network.waves import NAMED, SIX, Region

from trellis.apps.ties.models import Wave
from trellis.apps.ties.network import measure_words, words
from trellis.apps.ties.network.queries import reading_of
from trellis.apps.ties.network.reading import Reading


def reading(wave: Wave) -> Reading:
    found = reading_of(wave)
    assert found is not None
    return found


def test_the_whole_of_the_example_reads_as_the_documentation_has_it(region: Region) -> None:
    # docs/methods/ties.md: density .267, reciprocity .5, centralization .6, E-I 0 where chance has .6
    found = {each.key: each for each in measure_words.measures(reading(region.computed()))}
    assert found["density"].value == "26.7\N{NO-BREAK SPACE}%"
    assert found["reciprocity"].value == "50\N{NO-BREAK SPACE}%"
    assert found["degree_centralization"].value == "0.60"
    assert "Much hangs on one" in found["degree_centralization"].meaning
    assert found["index"].value == "0.00"
    assert "p = 0.0" in found["index"].meaning


def test_a_wave_says_what_changed_since_the_one_before(region: Region) -> None:
    region.computed()
    later = region.computed([*NAMED[:-1], ("Library", "Lab")], opens_on=date(2026, 9, 1))
    said = measure_words.changed(reading(later))
    assert said == "Ties since the wave before: 1 new, 1 gone, 5 kept."


def test_the_first_wave_has_nothing_to_compare_with(region: Region) -> None:
    wave = region.computed()
    assert measure_words.changed(reading(wave)) == ""
    assert "Wave before" not in region.text("measures")


def test_few_answers_are_warned_of(region: Region) -> None:
    wave = region.computed(answered=["North", "South", "Backbone"])
    assert "3 of 6 answered" in words.caveat(reading(wave))
    assert "conclude little from what isn't" in words.caveat(reading(wave))


def test_an_imported_network_says_that_nobody_was_asked_here(region: Region) -> None:
    wave = region.computed(origin=Wave.Origin.IMPORT)
    assert "imported" in words.caveat(reading(wave))


def test_a_network_without_ties_says_so_everywhere(region: Region) -> None:
    region.computed([])
    assert "There are no ties that could break." in region.text("fragility")
    assert "There are no ties to compare yet." in region.text("gaps")
    assert "Nobody has two partners yet" in region.text("bridging")
    assert "too few partners, or no ties" in region.text("measures")


def test_the_backbone_is_told_how_much_hangs_on_it(region: Region) -> None:
    backbone = region.partner("Backbone", SIX["Backbone"])
    backbone.is_backbone = True
    backbone.save()
    region.computed()
    page = region.text("fragility")
    assert "Without it 8 of 10 pairs of others" in page
    assert "Without any partner would be: Illustrative Library." in page


def test_sectors_with_nobody_are_named(region: Region) -> None:
    region.computed()
    assert "Philanthropy" in region.text("gaps")


def test_the_sectors_of_a_file_are_not_held_against_ours(region: Region) -> None:
    wave = region.wave(origin=Wave.Origin.IMPORT)
    wave.roster.update(sector="", own_sector="County")
    from trellis.apps.ties import evidence

    evidence.compute_and_keep(wave=wave, by=None)
    assert "Nobody is from" not in region.text("gaps")
