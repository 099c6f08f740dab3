"""Run the example service on a free port, and name on standard error every file that is opened once it has started."""

import os
import socket
import sys
from contextlib import asynccontextmanager, suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "examples" / "service"))

import service
import uvicorn

WATCHED = False
ALWAYS = ("/dev/null",)


def watch(event, given):
    if WATCHED and event == "open" and str(given[0]) not in ALWAYS:
        os.write(2, f"OPENED {given[0]}\n".encode())


@asynccontextmanager
async def watched(app):
    global WATCHED  # noqa: PLW0603  the audit hook cannot be removed, only told to look away
    async with service.started(app):
        WATCHED = True
        yield
        WATCHED = False


def run():
    sys.addaudithook(watch)
    service.app.router.lifespan_context = watched
    listener = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    with suppress(KeyboardInterrupt):  # how it is stopped
        uvicorn.Server(uvicorn.Config(service.app, log_level="warning")).run(sockets=[listener])


if __name__ == "__main__":
    run()
