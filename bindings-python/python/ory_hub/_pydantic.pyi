"""What pydantic asks the classes of this package, when it is used; this package does not need it."""

from typing import Any

model_schema: Any
model_json_schema: Any
text_schema: Any
timestamp_schema: Any
secret_schema: Any
