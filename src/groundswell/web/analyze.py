"""A drop-in for Perspective's `comments:analyze`, on this machine: same request, same answer, no key.

It scores what it is given and keeps nothing, so it needs no session; only programs on this machine reach it.
"""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Body
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import JSONResponse, Response

from groundswell.services.reading.attributes import ATTRIBUTES, analyzed
from groundswell.web.addresses import ANALYZE

_LONGEST = 20_480
"""Bytes of a comment, as Perspective takes them."""

router = APIRouter()


class Entry(BaseModel):
    """A text; of its type only plain text is known."""

    text: str


class Wanted(BaseModel):
    """How an attribute is wanted."""

    model_config = ConfigDict(populate_by_name=True)

    score_threshold: float = Field(0.0, alias="scoreThreshold", ge=0, le=1)


class Asked(BaseModel):
    """A request; fields that only concern Perspective's own service are passed over."""

    model_config = ConfigDict(populate_by_name=True)

    comment: Entry
    requested: dict[str, Wanted] = Field(alias="requestedAttributes", min_length=1)
    languages: list[str] = Field(default_factory=list)
    spans: bool = Field(False, alias="spanAnnotations")
    token: str | None = Field(None, alias="clientToken")


@router.post(ANALYZE)
def analyze(told: Annotated[object, Body()]) -> Response:
    """The scores of one comment."""
    try:
        asked = Asked.model_validate(told)
    except ValidationError as error:
        where = ".".join(str(step) for step in error.errors()[0]["loc"])
        return _refused(f"{where}: {error.errors()[0]['msg']}")
    if not asked.comment.text.strip():
        return _refused("Comment must be non-empty.", "COMMENT_EMPTY")
    if len(asked.comment.text.encode("utf-8", "replace")) > _LONGEST:
        return _refused(f"Comment is longer than {_LONGEST} bytes.", "COMMENT_TOO_LONG")
    unknown = sorted(set(asked.requested) - set(ATTRIBUTES))
    if unknown:
        return _refused(f"Attributes not served: {', '.join(unknown)}. Served: {', '.join(ATTRIBUTES)}.")
    found = analyzed(asked.comment.text)
    scores = {
        name: _score(found.scores[name], len(asked.comment.text), asked.spans)
        for name, wanted in asked.requested.items()
        if found.scores[name] >= wanted.score_threshold
    }
    answer: dict[str, object] = {
        "attributeScores": scores,
        "languages": asked.languages or [found.language],
        "detectedLanguages": [found.language],
    }
    if asked.token is not None:
        answer["clientToken"] = asked.token
    return JSONResponse(answer)


def _score(value: float, length: int, spans: bool) -> dict[str, object]:
    score = {"value": round(value, 6), "type": "PROBABILITY"}
    spanned = {"spanScores": [{"begin": 0, "end": length, "score": score}]} if spans else {}
    return {**spanned, "summaryScore": score}


def _refused(message: str, kind: str = "") -> Response:
    detail: dict[str, object] = {
        "code": int(HTTPStatus.BAD_REQUEST),
        "message": message,
        "status": "INVALID_ARGUMENT",
    }
    if kind:
        detail["details"] = [
            {
                "@type": "type.googleapis.com/google.commentanalyzer.v1alpha1.AnalyzeCommentError",
                "errorType": kind,
            }
        ]
    return JSONResponse({"error": detail}, HTTPStatus.BAD_REQUEST)
