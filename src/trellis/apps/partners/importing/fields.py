"""What a column of a list of partners can hold, and the headings that people give it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trellis.apps.organizations.models.organization import IDENTIFIERS
from trellis.apps.partners.identifiers import LABELS

Part = Literal["organization", "membership", "identifiers", "focus", "brings", "place", "contact"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, what it is called, the part of a profile it belongs to, how it is read.

    `kind` names the reader in `cells`; `headings` are those that lists usually have.
    """

    key: str
    label: str | Promise
    part: Part
    kind: str
    headings: tuple[str, ...]
    max_length: int = 0


def _field(
    key: str, label: str | Promise, part: Part, kind: str, headings: str = "", max_length: int = 0
) -> Field:
    names = tuple(name.strip() for name in headings.split(",") if name.strip())
    return Field(key, label, part, kind, (key.replace("_", " "), *names), max_length)


# One line a field, its headings below: the formatter would take four times the room.
# fmt: off
_ALL = (
    _field("external_id", _("id in the list"), "organization", "id",
           "id, organization id, org id, partner id, member id, record id, account id, contact id, number",
           200),
    _field("name", _("organization"), "organization", "text",
           "organization, organization name, organisation, organisation name, org name, org, partner, "
           "partner name, partner organization, agency, agency name, company, company name, institution, "
           "institution name, member, member name, member organization, account name, legal name, business "
           "name, nombre, organización", 200),
    _field("also_known_as", _("also known as"), "organization", "text",
           "alternate name, aka, acronym, abbreviation, short name, doing business as, dba, nickname", 200),
    _field("description", _("what it does"), "organization", "long_text",
           "about, mission, mission statement, summary, overview, what they do, organization description, "
           "descripción", 10_000),
    _field("url", _("website"), "organization", "url",
           "web site, web, web address, homepage, home page, url link, link, organization website, "
           "organization url, sitio web", 500),
    _field("email", _("e-mail address of the organization"), "organization", "email",
           "organization email, org email, general email, main email, info email, office email"),
    _field("phone", _("telephone of the organization"), "organization", "text",
           "telephone, phone number, main phone, office phone, organization phone, org phone, tel", 60),
    _field("sector", _("sector"), "membership", "sector",
           "type, organization type, org type, type of organization, partner type, category, sector type, "
           "industry sector, stakeholder group, stakeholder type, member type, kind, sector name"),
    _field("status", _("status"), "membership", "status",
           "partner status, membership status, member status, active, state of partnership"),
    _field("since", _("partner since"), "membership", "date",
           "member since, joined, join date, date joined, start date, partnership date, since when"),
    _field("ein", LABELS["ein"], "identifiers", "ein",
           "tax id, taxid, federal tax id, fein, employer identification number, irs number, tin"),
    _field("unitid", LABELS["unitid"], "identifiers", "unitid", "ipeds id, ipeds, ipeds unitid, unit id"),
    _field("lea_id", LABELS["lea_id"], "identifiers", "lea_id",
           "leaid, lea, nces district id, nces lea id, district id, nces id of the district"),
    _field("school_id", LABELS["school_id"], "identifiers", "school_id",
           "ncessch, nces school id, nces id of the school, ncesid school, school nces id"),
    _field("ror", LABELS["ror"], "identifiers", "ror", "ror id, rorid, research organization registry"),
    _field("grade_bands", _("whom it works for"), "focus", "bands",
           "grades, grade levels, grade level, grades served, ages served, audience, audiences, grade bands, "
           "who you serve, serves grades, age groups"),
    _field("fields", _("STEM fields"), "focus", "topics",
           "field, stem fields, focus, focus area, focus areas, topics, subjects, stem focus, areas of stem, "
           "stem areas, disciplines, interests"),
    _field("groups", _("groups it makes a point of serving"), "focus", "groups",
           "populations, populations served, target population, groups served, target groups, priority "
           "groups, underserved groups"),
    _field("counties", _("counties served"), "focus", "counties",
           "county, county served, service area, service counties, area served, coverage, region served, "
           "condado, condados"),
    _field("districts", _("school districts served"), "focus", "districts",
           "districts served, lea ids served, school districts"),
    _field("zip_codes", _("ZIP codes served"), "focus", "zips", "zips served, zip codes, zips, service zips"),
    _field("reach_young_people", _("young people a year"), "focus", "whole",
           "youth served, students served, young people served, students reached, youth reached, number of "
           "students, children served, participants per year, students per year"),
    _field("reach_educators", _("educators a year"), "focus", "whole",
           "educators served, teachers served, educators reached, teachers reached, teachers per year"),
    _field("reach_places", _("places a year"), "focus", "whole",
           "sites served, schools reached, number of sites, places reached"),
    _field("brings", _("what it brings"), "brings", "resources",
           "assets, resources, contributions, can contribute, brings, contributes, resources available"),
    _field("needs", _("what it looks for"), "brings", "resources",
           "needs, looking for, wants, requests, what they need"),
    _field("offers", _("what it offers"), "brings", "resources",
           "offers, offering, can offer, willing to offer, what they offer"),
    _field("place_name", _("name of the place"), "place", "text",
           "site name, location, location name, campus, branch, office, place"),
    _field("address", _("street address"), "place", "text",
           "street, street address, address 1, address line 1, mailing address, physical address, address1, "
           "dirección", 240),
    _field("city", _("city"), "place", "text", "town, municipality, ciudad", 60),
    _field("state", _("state"), "place", "state", "st, state code, estado"),
    _field("zip_code", _("ZIP code"), "place", "zip", "zip, zipcode, postal code, zip postal code"),
    _field("latitude", _("latitude"), "place", "latitude", "lat, y"),
    _field("longitude", _("longitude"), "place", "longitude", "lon, lng, long, x"),
    _field("contact_name", _("contact's name"), "contact", "text",
           "contact, contact person, primary contact, main contact, point of contact, poc, representative, "
           "contact name, full name, contacto, persona de contacto", 160),
    _field("contact_title", _("contact's job title"), "contact", "text",
           "title, job title, position, role, contact position, contact role", 160),
    _field("contact_email", _("contact's e-mail address"), "contact", "email",
           "contact e mail, primary email, e mail, e mail address, email address, correo "
           "electrónico, correo"),
    _field("contact_phone", _("contact's telephone"), "contact", "text",
           "contact telephone, direct phone, mobile, cell, cell phone, contact phone number", 60),
)
# fmt: on

FIELDS: Final[Mapping[str, Field]] = MappingProxyType({field.key: field for field in _ALL})
SEVERAL_COLUMNS: Final = frozenset({"fields", "groups", "grade_bands", "brings", "counties"})
"""Fields that several columns may hold together."""
REQUIRED: Final = ("name",)
"""Fields without which a row can't be a partner."""

OF_THE_ORGANIZATION: Final[Mapping[str, str]] = MappingProxyType(
    {
        "name": "name",
        "also_known_as": "alternate_name",
        "description": "description",
        "url": "url",
        "email": "email",
        "phone": "phone",
    }
)
"""{field: column of the organization}; the identifiers are keys of one column."""
OF_THE_PARTNER: Final = (
    "sector", "status", "since", "grade_bands", "fields", "groups", "counties", "districts", "zip_codes",
    "reach_young_people", "reach_educators", "reach_places",
)  # fmt: skip
"""Fields that are columns of the partner, under the same name."""
KEPT: Final = (*OF_THE_ORGANIZATION, *IDENTIFIERS, *OF_THE_PARTNER)
"""Fields with one value a partner: what a row can change of one that is there."""
ADDED: Final = ("brings", "needs", "offers")
"""Fields whose entries are added to those that are there."""
OF_A_PLACE: Final = ("place_name", "address", "city", "state", "zip_code", "latitude", "longitude")
OF_A_CONTACT: Final = ("contact_name", "contact_title", "contact_email", "contact_phone")
