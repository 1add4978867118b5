"""Apache with mod_wsgi: two applications that use the package, and a configuration that cannot work."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from support import APPS, free_port, get, get_many, running

MODULES = Path("/usr/lib/apache2/modules")
CONFIGURATION = """
ServerName 127.0.0.1
ServerRoot {folder}
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
Listen 127.0.0.1:{port}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule wsgi_module {modules}/mod_wsgi.so
User nobody
Group nogroup
WSGISocketPrefix {folder}/wsgi
WSGIDaemonProcess one processes=2 threads=4 python-path={folder}
WSGIDaemonProcess two processes=2 threads=4 python-path={folder}
WSGIDaemonProcess three threads=2 python-path={folder}
WSGIScriptAlias /one {folder}/wsgi_app.py process-group=one application-group=%{{GLOBAL}}
WSGIScriptAlias /two {folder}/wsgi_app.py process-group=two application-group=%{{GLOBAL}}
WSGIScriptAlias /three {folder}/wsgi_app.py process-group=three
<Directory {folder}>
    Require all granted
</Directory>
"""


@pytest.fixture
def site(public_folder: Path) -> Path:
    """A folder that the server's user can read, with the package and the application."""
    found = subprocess.check_output([sys.executable, "-c", "import ory_hub; print(ory_hub.__file__)"], text=True)
    shutil.copytree(Path(found.strip()).parent, public_folder / "ory_hub")
    shutil.copy2(APPS / "wsgi_app.py", public_folder)
    subprocess.run(["chmod", "-R", "a+rX", public_folder], check=True)
    return public_folder


def test_two_applications(site: Path, tmp_path: Path) -> None:
    port = free_port()
    configuration = site / "apache.conf"
    configuration.write_text(CONFIGURATION.format(folder=site, port=port, modules=MODULES))
    with running(["/usr/sbin/apache2", "-D", "FOREGROUND", "-f", str(configuration)], tmp_path, dict(os.environ)):
        for application in ("one", "two", "one"):
            get(f"http://127.0.0.1:{port}/{application}")
            bodies = get_many(f"http://127.0.0.1:{port}/{application}", 40)
            assert {body.split(" ", 1)[1] for body in bodies} == {"True 404"}
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/three", timeout=20)
        assert refused.value.code == 500
        refused.value.close()
        assert "ImportError: ory_hub works in the main interpreter" in (site / "error.log").read_text()
