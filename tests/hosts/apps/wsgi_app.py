"""A WSGI application with one client, created and used before the server forks."""

import os

from ory_hub import OryConfig, OryError
from ory_hub.sync import Ory


def config(fault):
    url = f"{os.environ['ORY_HUB_FAULTS']}/{fault}"
    return OryConfig(kratos_public_url=url, kratos_admin_url=url, session_token="ory_st_hosts")


ory = Ory(config("good.wsgi"))
failing = Ory(config("error-herodot.wsgi"))
ory.frontend().to_session()


def application(environ, start_response):
    session = ory.frontend().to_session()
    try:
        failing.identity().get_identity("missing")
    except OryError.Api as error:
        status = error.problem.status
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{os.getpid()} {session.active} {status}".encode()]
