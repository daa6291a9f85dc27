"""What we need of a CASE 1.1 package (1EdTech, Competencies and Academic Standards Exchange).

Required members are required, and what else a package carries is left alone.
"""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict

from choices_service.text import Trimmed
from eigenwijs_shared.models import Text, Time

_Word = Annotated[Trimmed, Field(min_length=1, max_length=300)]
_Statement = Annotated[Trimmed, Field(min_length=1, max_length=4000)]
_Uri = Annotated[Text, Field(min_length=1, max_length=2000)]
_Words = Annotated[list[_Word], Field(max_length=100)]

PRECEDES, IS_CHILD_OF, REPLACED_BY, EXACT_MATCH_OF = "precedes", "isChildOf", "replacedBy", "exactMatchOf"
_KINDS = (
    "isChildOf|isPeerOf|isPartOf|exactMatchOf|precedes|isRelatedTo|replacedBy|exemplar|hasSkillLevel|isTranslationOf"
)
_Kind = Annotated[str, Strict(), Field(pattern=rf"^({_KINDS}|ext:[A-Za-z0-9._-]+)$", max_length=100)]
"""The standard's words, and those that a publisher marks as its own."""


def _day(said: Any) -> date | None:
    # The standard says a date; services are seen to send a time, or an empty text.
    try:
        return date.fromisoformat(said[:10])
    except (ValueError, TypeError):
        return None


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class Document(_Part):
    identifier: UUID
    uri: _Uri
    creator: _Word
    title: _Word
    changed_at: Time = Field(alias="lastChangeDateTime")
    language: Annotated[Text, Field(max_length=40)] | None = None
    subject: _Words | None = None
    description: Annotated[Text, Field(max_length=20_000)] | None = None
    edition: _Word | None = Field(None, alias="version")


class Item(_Part):
    identifier: UUID
    uri: _Uri
    statement: _Statement = Field(alias="fullStatement")
    changed_at: Time = Field(alias="lastChangeDateTime")
    short_statement: _Word | None = Field(None, alias="abbreviatedStatement")
    code: _Word | None = Field(None, alias="humanCodingScheme")
    subject: _Words | None = None
    levels: _Words | None = Field(None, alias="educationLevel")
    ended: Annotated[date | None, BeforeValidator(_day)] = Field(None, alias="statusEndDate")


class Link(_Part):
    identifier: UUID
    uri: _Uri
    title: Annotated[Text, Field(max_length=4000)]


class Association(_Part):
    identifier: UUID
    kind: _Kind = Field(alias="associationType")
    origin: Link = Field(alias="originNodeURI")
    destination: Link = Field(alias="destinationNodeURI")
    sequence: Annotated[float, Field(allow_inf_nan=False)] | None = Field(None, alias="sequenceNumber")


class Package(_Part):
    document: Document = Field(alias="CFDocument")
    items: Annotated[list[Item], Field(min_length=1, max_length=20_000)] = Field(alias="CFItems")
    associations: Annotated[list[Association], Field(max_length=100_000)] = Field([], alias="CFAssociations")


class Wrapped(_Part):
    """The form in which CASE 1.1 services answer; the bare package is taken as well."""

    package: Package = Field(alias="CFPackage")
