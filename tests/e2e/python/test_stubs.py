"""What the stubs name is there when the program runs."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path
from typing import Any

import pytest

import ory_hub
from ory_hub import OryError, Problem, Timestamp

PACKAGE = Path(ory_hub.__file__).parent

# Stubs of single groups and models have no module of their own: `ory_hub.group` and `ory_hub.model` have their names.
MODULES = {
    "group/_": "ory_hub.group",
    "model/_": "ory_hub.model",
}


# Objects whose attributes their classes do not have.
EXAMPLES = [Timestamp("2024-01-01T00:00:00Z"), OryError(Problem(kind="api", message="m"))]


def module_of(stub: Path) -> Any:
    path = str(stub.relative_to(PACKAGE).with_suffix(""))
    for start, module in MODULES.items():
        if path.startswith(start) and not path.endswith("__init__"):
            return importlib.import_module(module)
    return importlib.import_module(".".join(["ory_hub", *path.split("/")]).removesuffix(".__init__"))


def names(body: list[ast.stmt]) -> dict[str, ast.stmt]:
    """The public names that statements define."""
    found: dict[str, ast.stmt] = {}
    for statement in body:
        if isinstance(statement, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            found[statement.name] = statement
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            found[statement.target.id] = statement
        elif isinstance(statement, ast.Assign):
            found |= {target.id: statement for target in statement.targets if isinstance(target, ast.Name)}
        elif isinstance(statement, ast.ImportFrom):
            found |= {alias.name: statement for alias in statement.names if alias.asname == alias.name}
    return {name: statement for name, statement in found.items() if not name.startswith("_")}


def missing(holder: object, body: list[ast.stmt], place: str) -> list[str]:
    lost: list[str] = []
    here = next((example for example in EXAMPLES if type(example) is holder), holder)
    for name, statement in names(body).items():
        there = here
        if holder is ory_hub.group and name.startswith("Sync"):
            # The stubs of groups have the classes of `ory_hub.sync` too, under this name.
            there, name = ory_hub.sync, name.removeprefix("Sync")
        if not hasattr(there, name):
            lost.append(f"{place}.{name}")
        elif isinstance(statement, ast.ClassDef):
            lost += missing(getattr(there, name), statement.body, f"{place}.{name}")
    return lost


STUBS = sorted(PACKAGE.rglob("*.pyi"))


@pytest.mark.parametrize("stub", STUBS, ids=[str(stub.relative_to(PACKAGE)) for stub in STUBS])
def test_every_name_of_a_stub_is_there(stub: Path) -> None:
    module = module_of(stub)
    assert missing(module, ast.parse(stub.read_text()).body, module.__name__) == []


def test_names_for_annotations_can_be_imported() -> None:
    from ory_hub.group import IdentityGroupWithResponse
    from ory_hub.sync import IdentityGroup, Ory, OryWithResponse, SyncSelfService

    assert (Ory.__name__, OryWithResponse.__name__, SyncSelfService.__name__) == ("Ory", "Ory", "SelfService")
    assert IdentityGroup.__name__ == IdentityGroupWithResponse.__name__ == "IdentityGroup"
    assert "IdentityGroup" in dir(ory_hub.sync)


def test_a_star_imports_what_the_stub_exports() -> None:
    package = set(names(ast.parse((PACKAGE / "__init__.pyi").read_text()).body))
    models: set[str] = set()
    for stub in (PACKAGE / "model").glob("_[a-z]*.pyi"):
        models |= set(names(ast.parse(stub.read_text()).body))
    exported: list[str] = getattr(ory_hub, "__all__")
    assert sorted(models) == sorted(getattr(ory_hub.model, "__all__"))
    assert sorted(package | models) == sorted(exported)
    imported: dict[str, object] = {}
    exec("from ory_hub import *", imported)
    assert set(exported) <= set(imported)
