"""The core's models, one module each."""

from trellis.apps.core.audit.models import AuditEntry
from trellis.apps.core.evidence.models import Evidence
from trellis.apps.core.jobs.models import Job

__all__ = ["AuditEntry", "Evidence", "Job"]
