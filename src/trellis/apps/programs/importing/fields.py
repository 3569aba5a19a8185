"""What a column can hold: the fields of an import, and the headings that people give them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Entity = Literal["organization", "program", "session", "site", "rating", "several"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, what it is called, which entry it belongs to, how it is read, usual headings.

    `kind` names the reader in `cells`; the entity "several" is for a column that holds two fields at once
    ("Ages" with "10–14").
    """

    key: str
    label: str | Promise
    entity: Entity
    kind: str
    headings: tuple[str, ...]
    max_length: int = 0


def _field(
    key: str, label: str | Promise, entity: Entity, kind: str, headings: str, max_length: int = 0
) -> Field:
    names = tuple(name.strip() for name in headings.split(",") if name.strip())
    return Field(key, label, entity, kind, (key.replace("_", " "), *names), max_length)


# One line a field, its headings below: the formatter would take four times the room.
# fmt: off
_ALL = (
    _field("external_id", _("id in the list"), "program", "id",
           "id, program id, service id, record id, listing id, entry id, program number", 200),
    _field("organization", _("organization"), "organization", "text",
           "org name, org, organization name, organisation, agency, agency name, provider, provider "
           "name, sponsor, host organization, offered by, operator, partner, partner name, school or "
           "agency", 200),
    _field("organization_url", _("organization's website"), "organization", "url",
           "org url, organization website, org website, agency website, provider website", 500),
    _field("program", _("program"), "program", "text",
           "program name, name of program, program title, service name, service, activity, activity "
           "name, title, name, class, class name, course, course name, camp, camp name, event, event "
           "name", 250),
    _field("description", _("description"), "program", "long_text",
           "program description, about, details, summary, what, what you will do, overview", 20_000),
    _field("topics", _("topics"), "program", "topics",
           "topic, category, categories, subject, subjects, interest, interests, interest area, program "
           "type, type of program, focus, focus area, stem area, field, fields"),
    _field("standards", _("standards"), "program", "list",
           "standard, ngss, ngss standards, learning standards"),
    _field("languages", _("languages"), "program", "languages",
           "language, languages spoken, language offered"),
    _field("who_may_take_part", _("who may take part"), "program", "text",
           "eligibility, eligibility description, who can attend, requirements, participants, who can "
           "participate, audience, target audience, gender", 500),
    _field("url", _("web page"), "program", "url",
           "website, web site, link, program url, program website, web page, web address, more info, "
           "homepage", 500),
    _field("enrol_url", _("where to sign up"), "program", "url",
           "registration url, enroll url, registration link, sign up, sign up link, signup, register, "
           "enroll, enrollment link, application link, apply, how to register", 500),
    _field("email", _("e-mail address"), "program", "email",
           "e mail, email address, contact email, program email, contact e mail", 254),
    _field("phone", _("telephone"), "program", "text",
           "telephone, phone number, contact phone, tel, contact number, program phone", 60),
    _field("session_external_id", _("id of the session"), "session", "id",
           "session id, section id, class id, offering id, section number", 200),
    _field("session_name", _("name of the session"), "session", "text",
           "session, section, section name, offering, cohort, session title", 200),
    _field("mode", _("in person or online"), "session", "mode",
           "meeting type, format, delivery, delivery mode, modality, online, in person or online, "
           "program format, virtual, location type, meeting format"),
    _field("seats", _("seats"), "session", "whole",
           "capacity, seat, spots, slots, max participants, maximum enrollment, enrollment limit, max "
           "capacity, number of seats, number of students, class size, youth served, spaces, places"),
    _field("seats_open", _("seats left"), "session", "whole",
           "open seats, spots left, seats available, available seats, openings, spots available, "
           "available spots, vacancies, remaining seats"),
    _field("age_min", _("from age"), "session", "age",
           "min age, minimum age, age from, youngest age, age low, ages from, youngest, from age, lower "
           "age"),
    _field("age_max", _("to age"), "session", "age",
           "max age, maximum age, age to, oldest age, age high, ages to, oldest, to age, upper age"),
    _field("ages", _("ages, from and to"), "several", "ages",
           "age, age range, age group, ages served, age groups, ages of participants"),
    _field("grade_min", _("from grade"), "session", "grade",
           "min grade, minimum grade, grade from, lowest grade, grades from, from grade, lower grade"),
    _field("grade_max", _("to grade"), "session", "grade",
           "max grade, maximum grade, grade to, highest grade, grades to, to grade, upper grade"),
    _field("grades", _("grades, from and to"), "several", "grades",
           "grade, grade range, grade level, grade levels, grades served"),
    _field("price", _("price"), "session", "price",
           "program price, cost, fee, fees, tuition, cost per student, amount, registration fee, program "
           "cost, program fee, cost to family, how much"),
    _field("price_per", _("what the price is for"), "session", "price_per",
           "price unit, cost per, fee per, billing, price period"),
    _field("price_note", _("more about the price"), "session", "text",
           "cost notes, price notes, fee notes, cost details, price description, cost description", 300),
    _field("scholarship", _("scholarships"), "session", "yes_no",
           "program has scholarships, scholarships available, financial aid, financial assistance, "
           "scholarship available, has scholarships"),
    _field("pays_participants", _("pays participants"), "session", "yes_no",
           "program pays participants, paid, stipend, pays youth, youth paid, stipends"),
    _field("starts_on", _("first day"), "session", "date",
           "start date, date start, begin date, beginning date, begins, starts, first date, from date, "
           "start, date from, valid from, date"),
    _field("ends_on", _("last day"), "session", "date",
           "end date, date end, ends, final date, last date, to date, end, date to, valid to, through"),
    _field("starts_at", _("start time"), "session", "time",
           "start time, time start, begin time, starts at, opens at, time from, from time"),
    _field("ends_at", _("end time"), "session", "time",
           "end time, time end, ends at, closes at, time to, to time, finish time"),
    _field("times", _("times, from and to"), "several", "times",
           "time, hours, time of day, meeting time, meeting times, program hours"),
    _field("days", _("days of the week"), "session", "days",
           "day, days of week, weekday, weekdays, day of week, meeting days, days offered, schedule, "
           "days of the week"),
    _field("rrule", _("rule of repetition"), "session", "rrule",
           "recurrence, recurrence rule, repeat, repeats", 300),
    _field("transport", _("transport provided"), "session", "yes_no",
           "program provides transportation, transportation, transportation provided, bus, busing, "
           "provides transportation"),
    _field("food", _("food provided"), "session", "yes_no",
           "program provides free food, food provided, meals, snacks, meals provided, lunch, snack "
           "provided, free food"),
    _field("site_name", _("site"), "site", "text",
           "site, location, location name, venue, place, facility, building, where, campus, school, "
           "center, branch, park", 200),
    _field("address", _("street address"), "site", "text",
           "street, address 1, address line 1, site address, location address, full address, street "
           "address 1, program address", 300),
    _field("city", _("city"), "site", "text",
           "town, municipality, location city, site city", 120),
    _field("state", _("state"), "site", "state",
           "state code, st, state province, site state, province"),
    _field("zip_code", _("ZIP code"), "site", "zip",
           "zip, zipcode, postal code, zip postal code, site zip, location zip, postcode"),
    _field("latitude", _("latitude"), "site", "latitude",
           "lat, y, y coordinate, site latitude, geo lat"),
    _field("longitude", _("longitude"), "site", "longitude",
           "lon, lng, long, x, x coordinate, site longitude, geo lon, geo lng"),
    _field("position", _("latitude and longitude"), "several", "position",
           "coordinates, lat long, lat lon, lat lng, geolocation, geo, point, latitude longitude"),
    _field("accessibility", _("accessibility"), "site", "list",
           "wheelchair accessible, ada, ada accessible, accommodations, accessible"),
    _field("quality_framework", _("quality: framework"), "rating", "text",
           "quality tool, rating framework, assessment tool, quality measure", 120),
    _field("quality_score", _("quality: score"), "rating", "decimal",
           "quality rating, rating, score, quality score value"),
    _field("quality_best", _("quality: best score possible"), "rating", "decimal",
           "max score, best score, score out of, quality max"),
    _field("quality_by", _("quality: rated by"), "rating", "text",
           "rater, rated by, assessor", 200),
    _field("quality_on", _("quality: rated on"), "rating", "date",
           "rating date, rated on, assessed on"),
    _field("verified_on", _("last confirmed"), "program", "date",
           "last updated, updated, last verified, verified, date updated, last modified, as of, last "
           "confirmed"),
    _field("status", _("listed, hidden or ended"), "program", "status",
           "listing status, program status, service status"),
)
# fmt: on

FIELDS: Final[Mapping[str, Field]] = MappingProxyType({field.key: field for field in _ALL})
REQUIRED: Final = ("program", "organization")
# What one column of yes and no can be, side by side with others of its kind: its heading is the topic.
SEVERAL_COLUMNS: Final = frozenset({"topics", "days", "accessibility", "languages", "standards"})
# Fields of the methods' tables that a composite column fills.
FILLS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "ages": ("age_min", "age_max"),
        "grades": ("grade_min", "grade_max"),
        "times": ("starts_at", "ends_at"),
        "position": ("latitude", "longitude"),
    }
)


def of_entity(entity: Entity) -> tuple[str, ...]:
    """The keys of the fields of one kind of entry."""
    return tuple(field.key for field in _ALL if field.entity == entity)
