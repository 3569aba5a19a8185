"""Imports: the list a file came from, the file, its rows with what will become of them, what was changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned


class Source(AllianceOwned):
    """A list that is imported again and again; how its columns are read is remembered.

    `mapping` is {column as headed in the file: field, "" for a column that is left out}; `defaults` is
    {field: text for every row}; `rules` says what to do with duplicates ({"duplicates": decision}).
    """

    name = models.CharField(_("name of the list"), max_length=120)
    mapping = models.JSONField(default=dict, blank=True)
    defaults = models.JSONField(default=dict, blank=True)
    rules = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [models.UniqueConstraint(fields=["alliance", "name"], name="program_source_once")]

    def __str__(self) -> str:
        return self.name


class ImportRun(AllianceOwned):
    """One import of one file, from upload to undo.

    `reading` says how the file is read and what its columns are (`importing.reading.Reading`); `mapping` and
    `defaults` are those of the source when the rows were read; `counts` are how many rows there are of each
    action, and of duplicates, after undoing of entries that were kept because somebody had changed them.
    """

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
    reading = models.JSONField(default=dict, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    defaults = models.JSONField(default=dict, blank=True)
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

    `raw` are its cells in the order of the run's columns, never changed; `corrections` is {column number:
    text} of what was fixed in place. `problems` are [{"column", "field", "code", "values", "level"}], said by
    `importing.messages`; `changes` is {field: [before, after]} of an entry that is there already; `duplicate`
    names an entry or an earlier row that seems to be the same thing; `decision` is what a person or a rule
    said about that.
    """

    class Action(models.TextChoices):
        ADD = "add", _("Will be added")
        CHANGE = "change", _("Will be changed")
        SAME = "same", _("Unchanged")
        REJECT = "reject", _("Can't be read")
        SKIP = "skip", _("Left out")

    class Decision(models.TextChoices):
        KEEP = "keep", _("Keep both")
        FILL = "fill", _("Merge: only fill what is empty")
        NEW = "new", _("Merge: the new list wins")
        SKIP = "skip", _("Leave the row out")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    raw = models.JSONField()
    corrections = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    action = models.CharField(max_length=8, choices=Action.choices)
    problems = models.JSONField(default=list)
    changes = models.JSONField(default=dict)
    duplicate = models.JSONField(null=True, blank=True)
    decision = models.CharField(max_length=12, choices=Decision.choices, blank=True)

    class Meta:
        ordering = ["run", "number"]
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["run", "action", "number"], name="import_row_action")]

    def __str__(self) -> str:
        return f"{self.run}: {self.number}"


class ImportChange(AllianceOwned):
    """One entry that an import added or changed; undoing puts it back as it was before.

    Of an entry that was changed, `before` and `after` hold the fields that changed. Of one that was added,
    `before` is None and `after` is {"digest": …} of all its fields, which tells whether it was edited since.
    """

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
