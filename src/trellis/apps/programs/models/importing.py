"""Imports: the list a file came from, the file, its rows with what will become of them, what was changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned


class Source(AllianceOwned):
    """A list that is imported again and again; how its columns are read is remembered.

    `mapping` is {column as headed in the file: field}; `rules` says what to do with duplicates.
    """

    name = models.CharField(_("name of the list"), max_length=120)
    mapping = models.JSONField(default=dict, blank=True)
    rules = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [models.UniqueConstraint(fields=["alliance", "name"], name="program_source_once")]

    def __str__(self) -> str:
        return self.name


class ImportRun(AllianceOwned):
    """One import of one file, from upload to undo."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Columns to be matched")
        READING = "reading", _("Being read")
        READY = "ready", _("Ready to apply")
        APPLYING = "applying", _("Being applied")
        APPLIED = "applied", _("Applied")
        UNDONE = "undone", _("Undone")
        DISCARDED = "discarded", _("Discarded")
        FAILED = "failed", _("Could not be read")

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="runs")
    file_name = models.CharField(_("file"), max_length=250)
    layout = models.CharField(_("layout"), max_length=20)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.UPLOADED)
    mapping = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    error = models.TextField(blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.file_name


class ImportFile(AllianceOwned):
    """The file of an import as it came, so that any worker on any machine can read it."""

    run = models.OneToOneField(ImportRun, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("file of an import")
        verbose_name_plural = _("files of imports")

    def __str__(self) -> str:
        return str(self.run)


class ImportRow(AllianceOwned):
    """A row of the file: as read, as understood, and what will become of it.

    `problems` are [{"column": …, "message": …, "level": "error" | "warning"}]; `duplicate` names an entry
    that seems to be the same thing, with why; `decision` is what a person or a rule said about that.
    """

    class Action(models.TextChoices):
        ADD = "add", _("Will be added")
        CHANGE = "change", _("Will be changed")
        SAME = "same", _("Unchanged")
        REJECT = "reject", _("Can't be read")
        SKIP = "skip", _("Left out")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    raw = models.JSONField()
    values = models.JSONField(default=dict)
    action = models.CharField(max_length=8, choices=Action.choices)
    problems = models.JSONField(default=list)
    changes = models.JSONField(default=dict)
    duplicate = models.JSONField(null=True, blank=True)
    decision = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["run", "number"]
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["run", "action", "number"], name="import_row_action")]

    def __str__(self) -> str:
        return f"{self.run}: {self.number}"


class ImportChange(AllianceOwned):
    """One entry that an import added or changed, as it was before; undoing puts it back."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="changes")
    model = models.CharField(max_length=40)
    entry_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField()

    class Meta:
        ordering = ["run", "pk"]
        verbose_name = _("change by an import")
        verbose_name_plural = _("changes by imports")

    def __str__(self) -> str:
        return f"{self.model} {self.entry_id}"
