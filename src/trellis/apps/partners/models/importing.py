"""Imports of partners: the list that a file came from, the file, its rows, what they changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import AllianceOwned


class PartnerSource(AllianceOwned):
    """A list of partners that comes again and again; how it is read is remembered.

    `mapping` is {column as headed in the file: field, "" for a column that is left out}; `defaults` is
    {field: text for every row that doesn't say}; `words` is {"sector": {word of the list: sector}}; `rules`
    says what to do with near-duplicates ({"duplicates": decision}) and which rows were merged into which
    organization before ({"merged": {key of the row: [organization, decision]}}).
    """

    name = models.CharField(_("name of the list"), max_length=120)
    mapping = models.JSONField(default=dict, blank=True)
    defaults = models.JSONField(default=dict, blank=True)
    words = models.JSONField(default=dict, blank=True)
    rules = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("list of partners")
        verbose_name_plural = _("lists of partners")
        constraints = [models.UniqueConstraint(fields=["alliance", "name"], name="partner_source_once")]

    def __str__(self) -> str:
        return self.name


class PartnerImport(AllianceOwned):
    """One import of one file, from upload to undo.

    `reading` says how the file is read and what its columns are (`programs.importing.reading.Reading`);
    `counts` are how many rows there are of each action, and of near-duplicates.
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

    source = models.ForeignKey(PartnerSource, on_delete=models.CASCADE, related_name="runs")
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
        verbose_name = _("import of partners")
        verbose_name_plural = _("imports of partners")

    def __str__(self) -> str:
        return self.file_name


class PartnerImportFile(AllianceOwned):
    """The file of an import as it came, so that any worker on any machine can read it."""

    run = models.OneToOneField(PartnerImport, on_delete=models.CASCADE, related_name="file")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("file of an import of partners")
        verbose_name_plural = _("files of imports of partners")

    def __str__(self) -> str:
        return str(self.run)


class PartnerImportRow(AllianceOwned):
    """A row of the file: as read, as understood, and what will become of it.

    `raw` are its cells, never changed; `corrections` is {column number: text} of what was fixed in place.
    `problems` are said by `importing.messages`; `changes` is {field: [before, after]} of a partner that is
    there already; `duplicate` names the organization ({"entry": pk, "name": …, "why": […]}) or the earlier
    row ({"row": number, …}) that it seems to be; `decision` is what a person or a rule said about that.
    """

    class Action(models.TextChoices):
        ADD = "add", _("Will be added")
        CHANGE = "change", _("Will be changed")
        SAME = "same", _("Unchanged")
        MERGE = "merge", _("Goes into another row")
        REJECT = "reject", _("Can't be taken in")
        SKIP = "skip", _("Left out")

    class Decision(models.TextChoices):
        KEEP = "keep", _("They are two")
        FILL = "fill", _("The same: only fill what is empty")
        NEW = "new", _("The same: the new list wins")
        SKIP = "skip", _("Leave the row out")

    run = models.ForeignKey(PartnerImport, on_delete=models.CASCADE, related_name="rows")
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
        verbose_name = _("row of an import of partners")
        verbose_name_plural = _("rows of imports of partners")
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="partner_import_row_once")]
        indexes = [models.Index(fields=["run", "action", "number"], name="partner_import_row_action")]

    def __str__(self) -> str:
        return f"{self.run}: {self.number}"


class PartnerImportChange(AllianceOwned):
    """One entry that an import added or changed; undoing puts it back as it was before.

    Of an entry that was changed, `before` and `after` hold the columns that changed. Of one that was added,
    `before` is None and `after` is {"digest": …} of all its columns, which tells whether it was edited since.
    """

    run = models.ForeignKey(PartnerImport, on_delete=models.CASCADE, related_name="changes")
    model = models.CharField(max_length=40)
    entry_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField()

    class Meta:
        ordering = ["run", "pk"]
        verbose_name = _("change by an import of partners")
        verbose_name_plural = _("changes by imports of partners")

    def __str__(self) -> str:
        return f"{self.model} {self.entry_id}"
