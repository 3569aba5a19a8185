"""Evidence: one result of one method, kept as it was computed."""

import json
import zlib
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trellis.apps.core.base import Kept


class Evidence(Kept):
    """What a method found, with all it takes to find it again: method, parameters, inputs, vintages."""

    alliance = models.ForeignKey(
        "alliances.Alliance",
        on_delete=models.PROTECT,
        verbose_name=_("alliance"),
        related_name="evidence_set",
    )
    kind = models.CharField(_("kind"), max_length=60, help_text='what it is, such as "landscape"')
    subject = models.CharField(
        _("subject"), max_length=120, help_text='what it is about, such as "region:12"'
    )
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("in one sentence"), blank=True)
    method = models.CharField(_("method"), max_length=80)
    method_version = models.CharField(_("method's version"), max_length=40)
    parameters = models.JSONField(_("parameters"), default=dict, encoder=DjangoJSONEncoder)
    inputs = models.JSONField(_("inputs"), default=list, encoder=DjangoJSONEncoder)
    result_zlib = models.BinaryField(_("result, compressed"))
    result_bytes = models.PositiveIntegerField(_("size of the result"))
    question_hash = models.CharField(_("hash of the question"), max_length=64)
    content_hash = models.CharField(_("hash of question and answer"), max_length=64)
    computed_at = models.DateTimeField(_("computed"), default=timezone.now)
    computed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-computed_at", "-id"]
        verbose_name = verbose_name_plural = _("evidence")
        indexes = [
            models.Index(fields=["alliance", "kind", "subject", "-computed_at"], name="evidence_by_subject"),
            models.Index(fields=["alliance", "question_hash", "-computed_at"], name="evidence_by_question"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evidence:detail", kwargs={"alliance": self.alliance.slug, "pk": self.pk})

    @cached_property
    def result(self) -> Any:
        """The result as the method gave it."""
        return json.loads(zlib.decompress(self.result_zlib))
