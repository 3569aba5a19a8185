"""Programs as Hypothesis makes them, with nothing saved."""

from datetime import date, time
from decimal import Decimal

from hypothesis import strategies as st

from trellis.apps.organizations.models import Organization
from trellis.apps.programs.exchange.flat import Listed
from trellis.apps.programs.models import Program, QualityRating, Session, Site

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=12)
NAMES = WORDS.filter(bool)
DAYS = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), unique=True, max_size=7)
RULES = st.sampled_from(
    [
        "",
        "FREQ=WEEKLY;BYDAY=TU,TH",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=DAILY;COUNT=5",
        "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260601T000000Z",
    ]
)
URLS = st.sampled_from(["", "https://example.org/", "https://example.org/sign-up?a=1&b=é"])
ANSWERS = st.sampled_from([None, True, False])
DATES = st.none() | st.dates(date(2020, 1, 1), date(2035, 12, 31))
TIMES = st.none() | st.times(time(6), time(22)).map(lambda t: t.replace(microsecond=0))
PRICES = st.none() | st.decimals(0, 9999, places=2)
COUNTS = st.none() | st.integers(0, 5000)
AGES = st.none() | st.integers(0, 99)
GRADES = st.none() | st.integers(-1, 12)
DEGREES = st.none() | st.floats(-80, 80).map(lambda value: round(value, 6) + 0.0)


@st.composite
def sites(draw: st.DrawFn) -> Site:
    """A place with as much of an address as may be."""
    return Site(
        name=draw(WORDS),
        address=draw(WORDS),
        city=draw(WORDS),
        state=draw(st.sampled_from(["", "OK", "IL"])),
        zip_code=draw(st.sampled_from(["", "74106", "01234"])),
        latitude=draw(DEGREES),
        longitude=draw(DEGREES),
        accessibility=draw(st.lists(NAMES, max_size=2, unique=True)),
        accessibility_note=draw(WORDS),
    )


@st.composite
def sessions(draw: st.DrawFn, program: Program) -> Session:
    """A session about which anything may be unknown."""
    return Session(
        program=program,
        site=draw(st.none() | sites()),
        name=draw(WORDS),
        mode=draw(st.sampled_from(Session.Mode.values)),
        seats=draw(COUNTS),
        seats_open=draw(COUNTS),
        age_min=draw(AGES),
        age_max=draw(AGES),
        grade_min=draw(GRADES),
        grade_max=draw(GRADES),
        price=draw(PRICES),
        price_per=draw(st.sampled_from(Session.PricePer.values)),
        price_note=draw(WORDS),
        scholarship=draw(ANSWERS),
        pays_participants=draw(ANSWERS),
        starts_on=draw(DATES),
        ends_on=draw(DATES),
        starts_at=draw(TIMES),
        ends_at=draw(TIMES),
        days=draw(DAYS),
        rrule=draw(RULES),
        transport=draw(ANSWERS),
        food=draw(ANSWERS),
        enrol_url=draw(URLS),
    )


@st.composite
def listings(draw: st.DrawFn) -> Listed:
    """A program with up to three sessions and a rating."""
    organization = Organization(name=draw(NAMES), url=draw(URLS), phone=draw(WORDS), email="")
    program = Program(
        organization=organization,
        name=draw(NAMES),
        description=draw(WORDS),
        topics=draw(st.lists(st.sampled_from(["math", "robotics", "Chess & more"]), unique=True)),
        standards=draw(st.lists(NAMES, max_size=2, unique=True)),
        languages=draw(st.lists(st.sampled_from(["en", "es", "vi"]), unique=True)),
        who_may_take_part=draw(WORDS),
        url=draw(URLS),
        enrol_url=draw(URLS),
        email=draw(st.sampled_from(["", "club@example.org"])),
        phone=draw(WORDS).strip("\"'"),
        status=draw(st.sampled_from(Program.Status.values)),
        verified_on=draw(DATES),
        provenance=draw(st.sampled_from([{}, {"name": {"source": "List", "run": 3, "at": "2026-06-01"}}])),
    )
    ratings = ()
    if draw(st.booleans()):
        score = Decimal("4.2")
        ratings = (
            QualityRating(
                program=program,
                framework=draw(NAMES),
                score=score,
                best_score=Decimal(5),
                rated_by=draw(NAMES),
                rated_on=date(2026, 5, 1),
            ),
        )
    return Listed(program, organization, tuple(draw(st.lists(sessions(program), max_size=3))), tuple(ratings))
