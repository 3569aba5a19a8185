"""What is uploaded: census files, areas of the alliance's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.apps.opportunity.places import building
from trellis.apps.opportunity.places.own import CantRead, read_areas
from trellis.sources.errors import SourceError

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from trellis.apps.opportunity.places.building import Draft

MEGABYTE = 1_000_000
LARGEST = 60 * MEGABYTE
Read = TypeVar("Read")


class Files(forms.ClearableFileInput):
    """A field of a form that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Return the files, each checked; an empty list where none was needed and none came."""
        given = data if isinstance(data, list | tuple) else [data]
        single = super().clean
        return [each for each in (checked(single(one, initial)) for one in given) if each is not None]


def checked(file: UploadedFile[Any] | None) -> UploadedFile[Any] | None:
    """Return the file, or refuse one that is too large to be read while somebody waits."""
    if file is not None and (file.size or 0) > LARGEST:
        raise forms.ValidationError(
            _("“%(name)s” has %(size)d MB; %(most)d MB fit. Choose the file of your state or county alone.")
            % {"name": file.name, "size": (file.size or 0) // MEGABYTE, "most": LARGEST // MEGABYTE}
        )
    return file


class CensusFilesForm(forms.Form):
    """Census files: people, and where the places are."""

    name = forms.CharField(label=gettext_lazy("Name of the set"), max_length=160)
    people = FilesField(
        label=gettext_lazy("Young people"),
        help_text=gettext_lazy(
            "One or more tables of the American Community Survey, as CSV from data.census.gov or JSON of the "
            "Census API: B01001 for ages, B01001A to I for race and ethnicity, B17001 for poverty, "
            "B25044 for cars."
        ),
    )
    points = forms.FileField(
        label=gettext_lazy("Where the places are"),
        required=False,
        help_text=gettext_lazy("Internal points: a gazetteer file, or the .dbf of a TIGER shapefile."),
    )
    shapes = forms.FileField(
        label=gettext_lazy("Outlines"),
        required=False,
        help_text=gettext_lazy(
            "Cartographic boundaries as GeoJSON or a zipped shapefile, of the same vintage."
        ),
    )
    counties = forms.CharField(
        label=gettext_lazy("Counties"),
        required=False,
        help_text=gettext_lazy("Five-digit codes, with commas between them. Empty: all in the files."),
    )

    def clean_points(self) -> UploadedFile[Any] | None:
        """Refuse a file that is too large."""
        return checked(self.cleaned_data["points"])

    def clean_shapes(self) -> UploadedFile[Any] | None:
        """Refuse a file that is too large."""
        return checked(self.cleaned_data["shapes"])

    def clean_counties(self) -> list[str]:
        """Return the codes of counties."""
        codes = self.cleaned_data["counties"].replace(",", " ").split()
        wrong = [code for code in codes if not (code.isascii() and code.isdigit() and len(code) == 5)]
        if wrong:
            raise forms.ValidationError(
                _("“%(code)s” is not a five-digit code of a county.") % {"code": wrong[0]}
            )
        return codes

    def draft(self) -> Draft | None:
        """Return the set that the files make; None, with the error beside its field, where they don't fit."""
        from trellis.sources.places import join_places, read_acs, read_boundaries, read_points

        data = self.cleaned_data
        people = self._read(
            "people", lambda: [read_acs(each.read(), name=each.name or "") for each in data["people"]]
        )
        points = self._read("points", lambda: _one(read_points, data["points"]))
        shapes = self._read("shapes", lambda: _one(read_boundaries, data["shapes"]))
        if people is None or self.errors:
            return None
        return self._read(
            None,
            lambda: building.of_places(
                join_places(people=people, points=points, shapes=shapes, counties=data["counties"] or None)
            ),
        )

    def _read(self, field: str | None, reading: Callable[[], Read]) -> Read | None:
        try:
            return reading()
        except SourceError as error:
            self.add_error(field, str(error))
            return None


class OwnAreasForm(forms.Form):
    """Areas that the alliance drew itself, with a count of young people."""

    name = forms.CharField(label=gettext_lazy("Name of the set"), max_length=160)
    areas = forms.FileField(
        label=gettext_lazy("Areas"),
        help_text=gettext_lazy("A GeoJSON file of polygons, in degrees (WGS 84)."),
    )
    people_field = forms.CharField(
        label=gettext_lazy("Property that counts young people"),
        max_length=80,
        help_text=gettext_lazy("What the file calls the number of 5- to 17-year-olds of an area."),
    )
    name_field = forms.CharField(
        label=gettext_lazy("Property with the area's name"), max_length=80, required=False
    )
    vintage = forms.CharField(label=gettext_lazy("Year of the counts"), max_length=60)
    source = forms.CharField(label=gettext_lazy("Who counted"), max_length=160)

    def clean_areas(self) -> UploadedFile[Any] | None:
        """Refuse a file that is too large."""
        return checked(self.cleaned_data["areas"])

    def draft(self) -> Draft | None:
        """Return the set that the file makes; None, with the error beside its field, where it can't."""
        data = self.cleaned_data
        try:
            return read_areas(
                data["areas"].read(),
                people_field=data["people_field"],
                name_field=data["name_field"],
                vintage=data["vintage"],
                source=data["source"],
            )
        except CantRead as error:
            self.add_error("areas", str(error))
            return None


def _one(read: Callable[..., Read], file: UploadedFile[Any] | None) -> Read | None:
    return None if file is None else read(file.read(), name=file.name or "")
