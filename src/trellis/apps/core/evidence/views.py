"""Pages of evidence: where a number comes from."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render

from trellis.apps.core.access import AllianceRequest, require
from trellis.apps.core.evidence import kinds, queries
from trellis.apps.core.evidence.models import Evidence
from trellis.apps.core.paging import listing
from trellis.apps.core.permissions import Permission

PAGE_SIZE = 25
EARLIER_SHOWN = 20


def _evidence(request: AllianceRequest, pk: int) -> Evidence:
    found = queries.by_id(request.alliance, pk, without=kinds.kept_from(request.standing))
    if found is None:
        raise Http404("There is no such evidence.")
    return found


@require(Permission.VIEW_EVIDENCE)
def records(request: AllianceRequest) -> HttpResponse:
    """The alliance's evidence, newest first."""
    hidden = kinds.kept_from(request.standing)
    used = queries.kinds_used(request.alliance, without=hidden)
    kind = request.GET.get("kind", "")
    rows = queries.recent(request.alliance, kind=kind if kind in used else "", without=hidden)
    found = listing(request, rows, size=PAGE_SIZE)
    return render(
        request,
        "core/evidence_list.html",
        {
            "listing": found,
            "kinds": [(one, kinds.label(one)) for one in used],
            "kind": kind,
        },
    )


@require(Permission.VIEW_EVIDENCE)
def detail(request: AllianceRequest, pk: int) -> HttpResponse:
    """One record: from what, how, how sure, with which parameters; and other answers to the same question."""
    evidence = _evidence(request, pk)
    kind = kinds.of(evidence)
    answers = list(queries.history(evidence)[: EARLIER_SHOWN + 1])
    return render(
        request,
        "core/evidence.html",
        {
            "evidence": evidence,
            "kind": kind,
            "how_sure": kind.how_sure(evidence),
            "leaves_out": kind.leaves_out(evidence),
            "page_url": kind.page(evidence),
            "parameters": kind.asked(evidence),
            "answers": answers[:EARLIER_SHOWN],
            "more_answers": len(answers) > EARLIER_SHOWN,
            "newest": answers[0],
        },
    )


@require(Permission.VIEW_EVIDENCE)
def download(request: AllianceRequest, pk: int) -> HttpResponse:
    """The whole record as JSON."""
    evidence = _evidence(request, pk)
    response = JsonResponse(
        {
            "evidence": {
                "id": evidence.pk,
                "kind": evidence.kind,
                "subject": evidence.subject,
                "title": evidence.title,
                "method": {"name": evidence.method, "version": evidence.method_version},
                "parameters": evidence.parameters,
                "inputs": evidence.inputs,
                "computed_at": evidence.computed_at,
                "content_hash": evidence.content_hash,
            },
            "result": evidence.result,
        },
        json_dumps_params={"indent": 2, "ensure_ascii": False},
    )
    response["Content-Disposition"] = f'attachment; filename="{evidence.kind}-{evidence.pk}.json"'
    return response
