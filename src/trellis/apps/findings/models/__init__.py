"""A model per module; the thread runs finding, recommendation, decision."""

from trellis.apps.findings.models.decision import Decision, Verdict
from trellis.apps.findings.models.finding import Finding
from trellis.apps.findings.models.recommendation import Recommendation

__all__ = ["Decision", "Finding", "Recommendation", "Verdict"]
