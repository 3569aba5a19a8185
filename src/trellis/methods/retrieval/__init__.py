"""Retrieval: texts ranked by a question, and job titles coded to occupations (docs/methods/retrieval.md).

ranker = Ranker.of(texts, ids, fields={"title": Field(titles, 3.0)})
hits = ranker.search("solar car", 10, mask=grades >= 6)

coder = TitleCoder.of(soc, titles, names)
coder.code("Sr. software eng").candidates
"""

from trellis.methods.retrieval.coding import Candidate, Coding, TitleCoder, TitleMatch
from trellis.methods.retrieval.errors import RetrievalError
from trellis.methods.retrieval.quality import ndcg_at, success_at
from trellis.methods.retrieval.question import Asked
from trellis.methods.retrieval.ranker import Field, Hit, Ranker
from trellis.methods.retrieval.why import Why

METHOD_VERSION = "1.0"

__all__ = [
    "METHOD_VERSION",
    "Asked",
    "Candidate",
    "Coding",
    "Field",
    "Hit",
    "Ranker",
    "RetrievalError",
    "TitleCoder",
    "TitleMatch",
    "Why",
    "ndcg_at",
    "success_at",
]
