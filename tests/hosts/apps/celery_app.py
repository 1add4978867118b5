"""A Celery application over files: a broker and a result backend without a server."""

import os

from celery import Celery
from ory_hub import OryConfig
from ory_hub.sync import Ory

folder = os.environ["ORY_HUB_CELERY_FOLDER"]
app = Celery("hosts", broker="filesystem://", backend=f"file://{folder}/results")
app.conf.broker_transport_options = {
    "data_folder_in": f"{folder}/queue",
    "data_folder_out": f"{folder}/queue",
    "control_folder": f"{folder}/control",
}
app.conf.broker_connection_retry_on_startup = True

url = f"{os.environ['ORY_HUB_FAULTS']}/good.celery"
ory = Ory(OryConfig(kratos_public_url=url, kratos_admin_url=url, session_token="ory_st_hosts"))
ory.frontend().to_session()


@app.task
def whoami(number):
    return [os.getpid(), number, ory.frontend().to_session().active]
