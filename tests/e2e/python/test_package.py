"""The package itself: imports, models as values, type checkers."""

from __future__ import annotations

import copy
import os
import pickle
import re
import subprocess
import sys
import typing
from datetime import datetime, timezone
from importlib.metadata import metadata, version
from pathlib import Path

import pytest

import ory_hub
from ory_hub import Json, OryConfig, Problem, Secret, Timestamp, model
from ory_hub.model import Identity, IdentityState, JsonPatch, ListIdentitiesPage, UiNodeAttributes, UnknownArm

HERE = Path(__file__).parent


def identity(**given: typing.Any) -> Identity:
    return Identity(id="1", schema_id="person", schema_url="http://127.0.0.1/", traits={"n": 2**70}, **given)


def test_importing_loads_little() -> None:
    # datetime is imported at once: a child that is forked while a thread imports it would hang.
    script = "import datetime, sys; before = set(sys.modules); import ory_hub; print(*sorted(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-S", "-c", script], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(Path(ory_hub.__file__).parent.parent)})
    own = [name for name in loaded.stdout.split() if "interpreters" not in name]
    parts = ["_coroutine", "_enum", "_error", "_helpers", "_native", "_observe", "_pydantic", "_self_service"]
    assert own == ["atexit", "ory_hub", *("ory_hub." + part for part in parts)]


def test_importing_takes_little_time() -> None:
    # Its own time, since tests run beside others.
    script = "import time; start = time.process_time(); import ory_hub; print(time.process_time() - start)"
    times = [float(subprocess.check_output([sys.executable, "-c", script], text=True)) for _ in range(10)]
    assert min(times) < 0.02, times


def test_every_model_can_be_imported() -> None:
    for name in vars(model)["__all__"]:
        found = getattr(model, name)
        assert found is getattr(model, name)
        assert isinstance(found, type) == (typing.get_origin(found) is None)
    with pytest.raises(AttributeError):
        getattr(model, "NoSuchModel")


def test_records_are_values() -> None:
    one = identity(state="active", created_at="2020-01-02T03:04:05.678901Z", extra={"aura": [1, None]})
    assert one == Identity.from_json(one.to_json()) == copy.deepcopy(one) == pickle.loads(pickle.dumps(one))
    assert one != identity()
    assert one.traits == {"n": 2**70}
    assert repr(one).startswith("Identity(id='1', schema_id='person', ") and "aura" in repr(one)
    with pytest.raises(AttributeError):
        setattr(one, "id", "2")
    with pytest.raises(TypeError):
        hash(one)
    with pytest.raises(ValueError, match="id"):
        Identity.from_json('{"schema_id": "person"}')
    page = ListIdentitiesPage(items=[one], next_page_token="t")
    assert pickle.loads(pickle.dumps(page)) == page and len(page) == 1
    arm = UnknownArm(tag="hologram", json={"node_type": "hologram"})
    assert pickle.loads(pickle.dumps(arm)) == arm


def test_enums_are_open() -> None:
    assert IdentityState.ACTIVE == "active" and hash(IdentityState.ACTIVE) == hash("active")
    assert IdentityState.VALUES == ("active", "inactive")
    assert identity(state="active").state is IdentityState.ACTIVE
    frozen = identity(state="frozen").state
    assert frozen == "frozen" and isinstance(frozen, IdentityState) and isinstance(frozen, str)
    assert pickle.loads(pickle.dumps(frozen)) == frozen
    with pytest.raises(TypeError):
        identity(state=1)


def test_a_union_is_one_of_its_models() -> None:
    arms = typing.get_args(UiNodeAttributes)
    assert UnknownArm in arms and model.UiNodeInputAttributes in arms


def test_names_that_python_reserves_get_an_underscore() -> None:
    patch = JsonPatch(op="move", path="/b", from_="/a")
    assert patch.from_ == "/a"
    assert patch.to_json() == '{"op":"move","path":"/b","from":"/a"}'
    assert "from_='/a'" in repr(patch)


def test_json_text_is_sent_as_written() -> None:
    assert JsonPatch(op="replace", path="/a", value=Json("null")).to_json() == '{"op":"replace","path":"/a","value":null}'
    assert JsonPatch(op="replace", path="/a", value=Json("1.10")).to_json().endswith('"value":1.10}')
    assert Json('{"a":1}').value() == {"a": 1}
    for wrong in (float("nan"), {1, 2}, object()):
        with pytest.raises((TypeError, ValueError)):
            JsonPatch(op="replace", path="/a", value=wrong)
    with pytest.raises(ValueError):
        Json("{")


def test_timestamps_keep_their_text() -> None:
    time = Timestamp("2024-02-03T04:05:06.123456789+01:00")
    assert time.raw == str(time) == "2024-02-03T04:05:06.123456789+01:00"
    assert time.at == datetime(2024, 2, 3, 3, 5, 6, 123456, timezone.utc)
    assert Timestamp("yesterday").at is None
    assert Timestamp(datetime(2024, 2, 3, tzinfo=timezone.utc)).raw == "2024-02-03T00:00:00+00:00"
    assert pickle.loads(pickle.dumps(time)) == time


def test_secrets_and_configurations_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(Secret("s"))) == Secret("s") and hash(Secret("s")) == hash(Secret("s"))
    config = OryConfig(project_url="https://slug.projects.oryapis.com", project_key="ory_pat_x", max_retries=0)
    assert pickle.loads(pickle.dumps(config)) == config == copy.copy(config)
    assert (config.max_retries, config.timeout_ms, config.kratos_admin_url) == (0, 30_000, None)
    problem = Problem(kind="api", message="m", status=404, details={"a": [1]}, body="{}")
    assert pickle.loads(pickle.dumps(problem)) == problem and "{}" not in repr(problem)


def test_the_wheel_says_whose_it_is() -> None:
    facts = metadata("ory-hub")
    assert facts["License-Expression"] == "MIT OR Apache-2.0" and facts["Author"] and facts["Project-URL"]
    assert {"LICENSE-APACHE", "LICENSE-MIT"} == set(facts.get_all("License-File") or [])
    assert version("ory-hub") == ory_hub.__version__


def readme_files(folder: Path) -> list[Path]:
    """Writes each Python block of the package's README into a file of its own."""
    files: list[Path] = []
    for number, block in enumerate(re.findall(r"```python\n(.*?)```", (HERE / "README.md").read_text(), re.S)):
        files.append(folder / f"readme_{number}.py")
        files[-1].write_text(block)
    return files


def checked(command: list[str], folder: Path) -> None:
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_mypy_finds_nothing(tmp_path: Path) -> None:
    files = [*readme_files(tmp_path), *HERE.glob("*.py"), *HERE.glob("examples/*.py")]
    assert len(files) >= 8
    cache = ["--cache-dir", str(tmp_path / "cache")]
    checked([sys.executable, "-m", "mypy", "--strict", *cache, *map(str, files), "-p", "ory_hub"][:-2], tmp_path)
    checked([sys.executable, "-m", "mypy", "--strict", *cache, "-p", "ory_hub"], tmp_path)


def test_pyright_finds_nothing(tmp_path: Path) -> None:
    files = [*readme_files(tmp_path), *HERE.glob("*.py"), *HERE.glob("examples/*.py")]
    config = tmp_path / "pyrightconfig.json"
    listed = ", ".join(f'"{file}"' for file in files)
    config.write_text(f'{{"typeCheckingMode": "strict", "include": [{listed}], "extraPaths": ["{HERE}"]}}')
    checked([os.environ["ORY_HUB_PYRIGHT"], "--pythonpath", sys.executable, "-p", str(config)], tmp_path)
