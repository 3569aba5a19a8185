"""What partners bring, whom they serve, in fixed codes with labels in the reader's language."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Resource(models.TextChoices):
    """What a partner can bring, need or offer."""

    MONEY = "money", _("Money")
    SPACE = "space", _("Space")
    MENTORS = "mentors", _("Mentors")
    EQUIPMENT = "equipment", _("Equipment")
    CURRICULUM = "curriculum", _("Curriculum")
    DATA = "data", _("Data")
    VOLUNTEERS = "volunteers", _("Volunteers")
    WORK_BASED_LEARNING = "work_based_learning", _("Work-based learning")
    TRANSPORT = "transport", _("Transport")
    TRAINING = "training", _("Training for educators")
    OTHER = "other", _("Something else")


class GradeBand(models.TextChoices):
    """For whom a partner works."""

    EARLY = "early", _("Before kindergarten")
    ELEMENTARY = "elementary", _("Kindergarten to grade 5")
    MIDDLE = "middle", _("Grades 6 to 8")
    HIGH = "high", _("Grades 9 to 12")
    AFTER = "after", _("After high school")
    EDUCATORS = "educators", _("Educators")
    FAMILIES = "families", _("Families")


class Served(models.TextChoices):
    """Groups of young people whom a partner makes a point of serving."""

    GIRLS = "girls", _("Girls")
    LOW_INCOME = "low_income", _("Low-income families")
    RURAL = "rural", _("Rural communities")
    ENGLISH_LEARNERS = "english_learners", _("English learners")
    DISABILITIES = "disabilities", _("Young people with disabilities")
    BLACK = "black", _("Black young people")
    HISPANIC = "hispanic", _("Hispanic or Latino young people")
    NATIVE = "native", _("Native young people")
    FIRST_GENERATION = "first_generation", _("First in their family to go to college")
    FOSTER = "foster", _("Young people in foster care")
    MILITARY = "military", _("Military families")


class Visibility(models.TextChoices):
    """Who sees a field of a profile."""

    PUBLIC = "public", _("Everybody")
    PARTNERS = "partners", _("Partners of the alliance")
    STAFF = "staff", _("Backbone staff only")
