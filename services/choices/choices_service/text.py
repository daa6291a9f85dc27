"""Text that people type: the white space around it is not meant, and alone it is nothing."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from eigenwijs_shared.models import Text


def _trimmed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


# Not StringConstraints(strip_whitespace=…): behind the validator of Text it is silently not applied.
Trimmed = Annotated[Text, BeforeValidator(_trimmed)]
